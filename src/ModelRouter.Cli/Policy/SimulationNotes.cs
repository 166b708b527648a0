namespace ModelRouter.Cli;

/// <summary>Gathers what a simulation's figures rest on, in sentences.</summary>
internal sealed class SimulationNotes(PolicyFile file, PolicyPrediction prediction, IReadOnlyCollection<string> scoped)
{
    private readonly SortedSet<string> _unknown = new(StringComparer.Ordinal);
    private MoneySum _leftOutCost;
    private long _leftOut;
    private long _calls;
    private long _otherModel;
    private long _forecast;
    private long _free;
    private long _refused;
    private long _failed;
    private long _known;
    private bool _hasSeveralTags;

    /// <summary>A call whose prompt's profile is not in the ledger.</summary>
    internal void LeaveOut(LedgerCall call)
    {
        _leftOut++;
        _leftOutCost += call.Cost;
    }

    internal void Add(LedgerCall call, SimulatedCall simulated, bool isKnown)
    {
        _calls++;
        _known += prediction.Prompts.ContainsKey(call.First.CallId) ? 1 : 0;
        _otherModel += simulated.Basis == CostBasis.OtherModel ? 1 : 0;
        _forecast += simulated.Basis == CostBasis.Forecast ? 1 : 0;
        _free += simulated.Basis != CostBasis.Recorded && simulated.CostAfter == 0 ? 1 : 0;
        _refused += simulated.RefusedBy is null ? 0 : 1;
        _failed += simulated.Fails && call.Answer is not null ? 1 : 0;
        _hasSeveralTags |= call.First.Attribution.Tags.Count > 1;
        if (!isKnown)
        {
            _unknown.Add(simulated.Before);
        }
    }

    internal IReadOnlyList<string> ToList(SpendGrouping by)
    {
        var notes = new List<string>();
        Add(_leftOut > 0, $"{_leftOut:#,0} of {_leftOut + _calls:#,0} calls, which cost {ReportText.Dollars(_leftOutCost.ToDecimal())}, are left out: the ledger doesn't tell what their prompts were understood to be.");
        Add(_unknown.Count > 0, $"{file.Name} doesn't know {string.Join(", ", _unknown)}; how good the answers from there were can't be told.");
        if (_calls == 0)
        {
            return notes;
        }

        Add(
            _otherModel > 0,
            $"the new cost of {_otherModel:#,0} of {_calls:#,0} calls is estimated: the tokens that were read and answered, cache hits included, at the new model's prices of "
                + "that time, with the thinking that its profile expects; another model would have written another answer.");
        Add(_forecast > 0, $"the new cost of {_forecast:#,0} of {_calls:#,0} calls, which nobody answered, is what such prompts are expected to cost.");
        Add(_free > 0, $"{_free:#,0} of {_calls:#,0} calls go to models that cost nothing here: what their machines cost is not among the prices.");
        Add(_refused > 0, $"{_refused:#,0} of {_calls:#,0} calls would be refused; they would cost nothing, and are not among those whose quality is compared.");
        Add(_failed > 0, $"{_failed:#,0} of {_calls:#,0} calls, which were answered, would fail: the models that may still serve had failed in them.");
        notes.Add(
            _known == 0 ? "quality is the chance of a right answer that the configuration's priors give, of old and new model alike; no answer was judged."
            : $"quality is the chance of a right answer that the configuration's router predicts, {(prediction.Learner is { Current: not null, Count: var labels } ? $"{labels:#,0} labels included, " : "")}of old and new model "
                + $"alike, for the {_known:#,0} of {_calls:#,0} calls of which the store of outcomes knows what was asked; for the others, what its priors give.");
        notes.AddRange(prediction.Missing);
        notes.Add("models are taken to be well, and budgets and limits to have room; who failed in a call fails in it again. All other calls stand as recorded.");
        Add(scoped.Count > 0, $"{string.Join(", ", scoped)}: made for certain prompts only, whose text the ledger doesn't keep; considered only for calls that reached them.");
        Add(
            file.Options.Policy.Rules.Any(static rule => rule.ThinkBudget is not null || rule.ReasoningEffort is not null),
            "that rules limit thinking is counted only where they switch it off.");
        Add(by == SpendGrouping.Tag && _hasSeveralTags, "a call with several tags is in the row of each; the total has it once.");
        return notes;

        void Add(bool isSo, string note)
        {
            if (isSo)
            {
                notes.Add(note);
            }
        }
    }
}
