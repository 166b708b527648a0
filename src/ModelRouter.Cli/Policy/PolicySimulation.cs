namespace ModelRouter.Cli;

/// <summary>What a ledger's calls would have cost and answered under another configuration.</summary>
/// <param name="By">What the rows are.</param>
/// <param name="Total">All calls that were decided anew, each once.</param>
/// <param name="Rows">The groups, those with the most affected calls first.</param>
/// <param name="Moves">Changed calls by who answered and who would, as <c>a → b</c>.</param>
/// <param name="Refusals">Refused calls by the rules that leave no model.</param>
/// <param name="From">When the first call began; <see langword="null"/> without calls.</param>
/// <param name="To">When the last one began.</param>
/// <param name="Notes">What the figures rest on.</param>
internal sealed record PolicySimulation(
    SpendGrouping By,
    SimulationRow Total,
    IReadOnlyList<SimulationRow> Rows,
    IReadOnlyList<SimulationRow> Moves,
    IReadOnlyList<SimulationRow> Refusals,
    DateTimeOffset? From,
    DateTimeOffset? To,
    IReadOnlyList<string> Notes)
{
    /// <summary>Decides calls anew. Memory grows with the groups, not with the calls.</summary>
    internal static async Task<PolicySimulation> CreateAsync(
        IAsyncEnumerable<LedgerCall> calls, PolicyFile file, PolicyPrediction prediction, SpendGrouping by, CancellationToken ct)
    {
        using var simulator = new CallSimulator(file, prediction);
        var total = new SimulationTally();
        var (rows, moves, refusals) = (new SimulationGroups(), new SimulationGroups(), new SimulationGroups());
        var notes = new SimulationNotes(file, prediction, simulator.Scoped);
        (DateTimeOffset? from, DateTimeOffset? to) = (null, null);
        await foreach (var call in calls.WithCancellation(ct).ConfigureAwait(false))
        {
            if (call.Attempts.Select(static attempt => attempt.Prompt).FirstOrDefault(static prompt => prompt is not null) is not { } prompt)
            {
                notes.LeaveOut(call);
                continue;
            }

            var simulated = simulator.Simulate(call, prompt);
            notes.Add(call, simulated, simulator.Knows(simulated.Before));
            total.Add(simulated);
            from = from is { } first && first <= call.At ? from : call.At;
            to = to is { } last && last >= call.At ? to : call.At;
            foreach (var name in SpendReport.Names(call.Answer ?? call.First, by))
            {
                rows.Add(name, simulated);
            }

            if (simulated.RefusedBy is { } rules)
            {
                refusals.Add(rules, simulated);
            }
            else if (simulated.IsChanged)
            {
                moves.Add($"{simulated.Before} → {simulated.After}", simulated);
            }
        }

        return new(by, total.ToRow(""), rows.ToRows(), moves.ToRows(), refusals.ToRows(), from, to, notes.ToList(by));
    }
}
