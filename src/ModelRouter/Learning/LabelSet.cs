namespace ModelRouter;

/// <summary>The labels that are learned from: few enough to fit in a moment, and nobody's alone.</summary>
/// <remarks>Not safe for concurrent use.</remarks>
/// <param name="sourceShare">As <see cref="LearningOptions.SourceShare"/>.</param>
/// <param name="capacity">Labels at most.</param>
internal sealed class LabelSet(double sourceShare, int capacity = LabelSet.Capacity)
{
    internal const int Capacity = 2_000;

    /// <summary>Labels that one source may give however few others there are.</summary>
    internal const int LeastOfSource = 10;

    /// <summary>How often one source may label the same answer of a model.</summary>
    internal const int MostAlike = 4;

    /// <summary>From which likeness on two prompts count as the same.</summary>
    internal const float Same = 0.999f;

    // Oldest first.
    private readonly List<OutcomeLabel> _labels = [];

    internal int Count => _labels.Count;

    internal OutcomeLabel[] ToArray() => [.. _labels];

    internal void Clear() => _labels.Clear();

    /// <summary>Takes over what was kept; gives what falls out.</summary>
    internal List<OutcomeLabel> Load(IEnumerable<OutcomeLabel> labels)
    {
        _labels.AddRange(labels);
        return Trim();
    }

    /// <summary>Takes over what is kept now in place of all that was; gives how many labels came and went.</summary>
    internal int Replace(IEnumerable<OutcomeLabel> labels)
    {
        // Not whole labels: a store may keep times less finely.
        var changed = Keys();
        _labels.Clear();
        Load(labels);
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
            Drop(Least(alike), fallen);
        }

        fallen.AddRange(Trim());
        return true;
    }

    private static bool IsSame(LearnableCall a, LearnableCall b) =>
        a.Source == b.Source && a.Model.Equals(b.Model, StringComparison.OrdinalIgnoreCase) && a.Prompt.Likeness(b.Prompt) > Same;

    /// <summary>The oldest of the lightest kind.</summary>
    private static OutcomeLabel Least(IEnumerable<OutcomeLabel> labels) => labels.MinBy(static label => label.Weight)!;

    private List<OutcomeLabel> Trim()
    {
        var fallen = MakeRoom();
        while (LoudestSource() is { } source)
        {
            Drop(Least(_labels.Where(label => label.IsPersonal && label.Call.Source == source)), fallen);
        }

        return fallen;
    }

    /// <summary>Drops labels of the model with the most until there are few enough.</summary>
    private List<OutcomeLabel> MakeRoom()
    {
        List<OutcomeLabel> fallen = [];
        if (_labels.Count <= capacity)
        {
            return fallen;
        }

        // Each model's in the order in which they fall out; sorting leaves those of the same weight as they are, oldest first.
        Queue<OutcomeLabel>[] models =
        [
            .. _labels.GroupBy(static label => label.Call.Model, StringComparer.OrdinalIgnoreCase).Select(static model => new Queue<OutcomeLabel>(model.OrderBy(static label => label.Weight))),
        ];
        while (_labels.Count - fallen.Count > capacity)
        {
            fallen.Add(models.MaxBy(static model => model.Count)!.Dequeue());
        }

        _labels.RemoveAll(new HashSet<OutcomeLabel>(fallen, ReferenceEqualityComparer.Instance).Contains);
        return fallen;
    }

    /// <summary>Who has given more than a share of all; <see langword="null"/> if nobody has.</summary>
    private string? LoudestSource()
    {
        if (sourceShare >= 1)
        {
            return null;
        }

        // A share s of all is s / (1 − s) of what the others gave, to which nothing of his own adds.
        return _labels.Where(static label => label.Call.Source is not null).GroupBy(static label => label.Call.Source!, StringComparer.Ordinal)
            .Select(static source => (Name: source.Key, Count: source.Count(static label => label.IsPersonal), All: source.Count()))
            .Where(source => source.Count > Math.Max(LeastOfSource, sourceShare / (1 - sourceShare) * (_labels.Count - source.All)))
            .DefaultIfEmpty().MaxBy(static source => source.Count).Name;
    }

    private void Drop(OutcomeLabel label, List<OutcomeLabel> fallen)
    {
        _labels.Remove(label);
        fallen.Add(label);
    }
}
