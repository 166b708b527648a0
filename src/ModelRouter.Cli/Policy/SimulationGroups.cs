namespace ModelRouter.Cli;

/// <summary>Tallies by name.</summary>
internal sealed class SimulationGroups
{
    private readonly Dictionary<string, SimulationTally> _groups = new(StringComparer.Ordinal);

    internal void Add(string name, SimulatedCall call)
    {
        if (!_groups.TryGetValue(name, out var tally))
        {
            _groups[name] = tally = new();
        }

        tally.Add(call);
    }

    /// <summary>Who is affected first: by changed and refused calls, then by cost.</summary>
    internal IReadOnlyList<SimulationRow> ToRows() =>
    [
        .. _groups.Select(static group => group.Value.ToRow(group.Key))
            .OrderByDescending(static row => row.Changed + row.Refused)
            .ThenByDescending(static row => row.Cost)
            .ThenBy(static row => row.Name, StringComparer.Ordinal),
    ];
}
