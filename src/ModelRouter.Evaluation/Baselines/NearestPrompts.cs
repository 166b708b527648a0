namespace ModelRouter.Evaluation;

/// <summary>Finds the prompts most alike: by the cosine of their words, rare ones weighing more (TF-IDF).</summary>
internal sealed class NearestPrompts
{
    private const int Neighbours = 10;

    private readonly IReadOnlyList<RoutingRow> _rows;
    private readonly Dictionary<string, List<(int Row, double Weight)>> _index = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, double> _rarity = new(StringComparer.OrdinalIgnoreCase);

    internal NearestPrompts(IReadOnlyList<RoutingRow> rows)
    {
        _rows = rows;
        Dictionary<string, int>[] counts = [.. rows.Select(static row => Words(row.Prompt))];
        foreach (var group in counts.SelectMany(static words => words.Keys).CountBy(static word => word, StringComparer.OrdinalIgnoreCase))
        {
            _rarity[group.Key] = Math.Log((1.0 + rows.Count) / group.Value);
        }

        for (var row = 0; row < counts.Length; row++)
        {
            foreach (var (word, weight) in Weigh(counts[row]))
            {
                if (!_index.TryGetValue(word, out var list))
                {
                    _index[word] = list = [];
                }

                list.Add((row, weight));
            }
        }
    }

    /// <summary>The ten rows most alike, fewer if there are no more that share a word; itself left out.</summary>
    internal List<RoutingRow> Find(RoutingRow row)
    {
        var likeness = new Dictionary<int, double>();
        foreach (var (word, weight) in Weigh(Words(row.Prompt)))
        {
            foreach (var (other, its) in _index.GetValueOrDefault(word) ?? [])
            {
                likeness[other] = likeness.GetValueOrDefault(other) + (weight * its);
            }
        }

        return
        [
            .. likeness.Where(pair => _rows[pair.Key].Id != row.Id || _rows[pair.Key].Prompt != row.Prompt)
                .OrderByDescending(static pair => pair.Value).ThenBy(static pair => pair.Key)
                .Take(Neighbours).Select(pair => _rows[pair.Key]),
        ];
    }

    private List<(string Word, double Weight)> Weigh(Dictionary<string, int> counts)
    {
        List<(string Word, double Weight)> weights =
            [.. counts.Where(pair => _rarity.ContainsKey(pair.Key)).Select(pair => (pair.Key, (1 + Math.Log(pair.Value)) * _rarity[pair.Key]))];
        var length = Math.Sqrt(weights.Sum(static w => w.Weight * w.Weight));
        return length > 0 ? [.. weights.Select(w => (w.Word, w.Weight / length))] : [];
    }

    private static Dictionary<string, int> Words(string text)
    {
        var counts = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsLetterOrDigit(text[i]))
            {
                start = start < 0 ? i : start;
            }
            else if (start >= 0)
            {
                var word = text[start..i];
                counts[word] = counts.GetValueOrDefault(word) + 1;
                start = -1;
            }
        }

        return counts;
    }
}
