namespace ModelRouter;

/// <summary>Labels, few enough to fit in a moment, and which of them count: nobody's alone, while others' could count instead.</summary>
/// <remarks>All are kept, since what counts changes with what others give. Not safe for concurrent use.</remarks>
/// <param name="sourceShare">As <see cref="LearningOptions.SourceShare"/>.</param>
/// <param name="capacity">Labels at most.</param>
/// <param name="time">The clock; the system's by default.</param>
internal sealed class LabelSet(double sourceShare, int capacity = LabelSet.Capacity, TimeProvider? time = null)
{
    internal const int Capacity = 2_000;

    /// <summary>Labels of one source that count however few others there are.</summary>
    internal const int LeastOfSource = 10;

    /// <summary>With fewer labels of others, which teach nothing yet, one source's all count: else a second voice's first word would end what the first has taught.</summary>
    internal const int LeastOfOthers = 20;

    /// <summary>How often one source may label the same answer of a model.</summary>
    internal const int MostAlike = 4;

    // A model that nobody has labelled for a quarter while others were is taken for one that is gone.
    private static readonly TimeSpan Quarter = TimeSpan.FromDays(90);

    // Oldest first.
    private readonly List<OutcomeLabel> _labels = [];

    internal int Count => _labels.Count;

    internal OutcomeLabel[] ToArray() => [.. _labels];

    /// <summary>Those that are learned from; in whichever order labels came, the same.</summary>
    internal OutcomeLabel[] Counted()
    {
        var (most, others) = Share();
        var beyond = others < LeastOfOthers ? [] : Beyond(most).ToHashSet<object>(ReferenceEqualityComparer.Instance);
        return [.. _labels.Where(label => !beyond.Contains(label))];
    }

    internal void Clear() => _labels.Clear();

    /// <summary>Removes what nobody is to learn from; gives how many that were.</summary>
    internal int Remove(Predicate<OutcomeLabel> isGone) => _labels.RemoveAll(isGone);

    /// <summary>Takes over what was kept; gives what falls out.</summary>
    internal List<OutcomeLabel> Load(IEnumerable<OutcomeLabel> labels)
    {
        _labels.AddRange(labels);
        return Trim();
    }

    /// <summary>Takes over what is kept now in place of all that was; gives how many labels came and went.</summary>
    /// <param name="labels">What is kept.</param>
    /// <param name="newer">What is to be kept yet.</param>
    internal int Replace(IEnumerable<OutcomeLabel> labels, IEnumerable<OutcomeLabel> newer)
    {
        // Not whole labels: a store may keep times less finely.
        var changed = Keys();
        _labels.Clear();
        Load(labels);
        foreach (var label in newer)
        {
            TryAdd(label, out _);
        }

        changed.SymmetricExceptWith(Keys());
        return changed.Count;

        HashSet<(Guid, string, OutcomeKind, double)> Keys() => [.. _labels.Select(static label => (label.Call.CallId, label.Call.Model, label.Kind, label.Outcome))];
    }

    /// <summary>Adds a label, in place of an earlier one about the same answer. False if a weightier one is there.</summary>
    /// <param name="label">The label.</param>
    /// <param name="fallen">Labels that fall out for it, maybe itself.</param>
    internal bool TryAdd(OutcomeLabel label, out List<OutcomeLabel> fallen)
    {
        fallen = [];
        var earlier = _labels.FindIndex(known => known.IsOf(label.Call));
        if (earlier >= 0)
        {
            if (_labels[earlier].Weight > label.Weight)
            {
                return false;
            }

            _labels.RemoveAt(earlier);
        }

        _labels.Add(label);
        if (_labels.FindAll(known => IsSame(known.Call, label.Call)) is { Count: > MostAlike } alike)
        {
            Drop(Lightest(alike).Take(1), fallen);
        }

        fallen.AddRange(Trim());
        return true;
    }

    private static bool IsSame(LearnableCall a, LearnableCall b) =>
        a.Source == b.Source && a.Model.Equals(b.Model, StringComparison.OrdinalIgnoreCase) && PromptVector.SameText.Equals(a.Prompt, b.Prompt);

    /// <summary>In the order in which they fall out; sorting leaves those of the same weight as they are, oldest first.</summary>
    private static IEnumerable<OutcomeLabel> Lightest(IEnumerable<OutcomeLabel> labels) => labels.OrderBy(static label => label.Weight);

    private List<OutcomeLabel> Trim()
    {
        List<OutcomeLabel> fallen = [];
        if (_labels.Count > capacity)
        {
            Drop(TooMany(), fallen);
        }

        return fallen;
    }

    /// <summary>Labels beyond their source's share, of the source with the most of them first, so that nobody pushes out others', then of models that are gone, then the lightest, of these the models' with the most, until
    /// there are few enough.</summary>
    private IEnumerable<OutcomeLabel> TooMany()
    {
        // As of the latest label; but none is later than now, whatever a clock that was ahead has written.
        var latest = _labels.Max(static label => label.Call.At);
        var now = (time ?? TimeProvider.System).GetUtcNow();
        now = latest < now ? latest : now;
        var tooMany = _labels.Count - capacity;
        var gone = Beyond(Share().Most).Take(tooMany).ToHashSet<object>(ReferenceEqualityComparer.Instance);
        (bool IsThere, Queue<OutcomeLabel> Labels)[] models =
        [
            .. _labels.GroupBy(static label => label.Call.Model, StringComparer.OrdinalIgnoreCase).Select(model => (
                model.Any(label => now - label.Call.At <= Quarter), new Queue<OutcomeLabel>(Lightest(model.Where(label => !gone.Contains(label)))))),
        ];
        foreach (var label in _labels.Where(gone.Contains))
        {
            yield return label;
        }

        for (var left = tooMany - gone.Count; left > 0; left--)
        {
            yield return models.Where(static model => model.Labels.Count > 0)
                .MinBy(static model => (model.IsThere, model.Labels.Peek().Weight, -model.Labels.Count)).Labels.Dequeue();
        }
    }

    /// <summary>How many labels of one source count, and how many the others of the loudest have given.</summary>
    /// <remarks>A share s of all is as much as 1 / s − 1 others give each, if they give alike, to which nothing of one's own adds. Where there are fewer voices it is what each of the
    /// others gives; a label of nobody known may be anybody's. Shares of what counts, not of what was given, would be met by next to nothing where few talk much.</remarks>
    private (int Most, int Others) Share()
    {
        var sources = _labels.Where(static label => label.Call.Source is not null).GroupBy(static label => label.Call.Source!, StringComparer.Ordinal)
            .Select(static source => (Own: source.Count(static label => label.IsPersonal), All: source.Count())).ToList();
        var others = _labels.Count - sources.DefaultIfEmpty().MaxBy(static source => (source.Own, source.All)).All;
        var voices = Math.Min(1 / sourceShare, sources.Count + _labels.Count(static label => label.Call.Source is null));
        return (voices > 1 ? (int)Math.Min(_labels.Count, Math.Max(LeastOfSource, others / (voices - 1))) : _labels.Count, others);
    }

    /// <summary>Of each source the lightest and oldest of so many that no more than some are left; first those of the source that has the most.</summary>
    private IEnumerable<OutcomeLabel> Beyond(int most) =>
        _labels.Where(static label => label.IsPersonal && label.Call.Source is not null).GroupBy(static label => label.Call.Source!, StringComparer.Ordinal)
            .SelectMany(static source => source.OrderByDescending(static label => label.Weight).ThenByDescending(static label => label.Call.At)
                .ThenBy(static label => label.Call.CallId).ThenBy(static label => label.Call.Model, StringComparer.OrdinalIgnoreCase).Index())
            .Where(placed => placed.Index >= most).OrderByDescending(static placed => placed.Index).Select(static placed => placed.Item);

    private void Drop(IEnumerable<OutcomeLabel> labels, List<OutcomeLabel> fallen)
    {
        var dropped = new HashSet<OutcomeLabel>(labels, ReferenceEqualityComparer.Instance);
        fallen.AddRange(dropped);
        _labels.RemoveAll(dropped.Contains);
    }
}
