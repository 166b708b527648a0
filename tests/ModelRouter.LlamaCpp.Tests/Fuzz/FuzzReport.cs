namespace ModelRouter.LlamaCpp.Tests;

/// <summary>What became of a range of seeds.</summary>
internal sealed class FuzzReport
{
    /// <summary>Begins an outcome that is a fault of the engine.</summary>
    public const string Bad = "BAD ";

    private readonly SortedDictionary<string, int> _outcomes = new(StringComparer.Ordinal);

    public List<string> Failures { get; } = [];

    public int Count => _outcomes.Values.Sum();

    public int Answered => _outcomes.GetValueOrDefault("answered");

    public string Summary =>
        $"{Count} cases, {Failures.Count} failures: " + string.Join(", ", _outcomes.Select(pair => $"{pair.Key} {pair.Value}"));

    public void Add(string outcome)
    {
        var kind = outcome.Split(' ')[0];
        _outcomes[kind] = _outcomes.GetValueOrDefault(kind) + 1;
    }
}
