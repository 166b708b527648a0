namespace ModelRouter;

/// <summary>What happens in a run to a call that may cost more than the run has left.</summary>
public enum RunExhaustion
{
    /// <summary>The run stops: this call gets a <see cref="BudgetExhaustedException"/>, and so does every later one, whatever it costs. Attempts that are under way end
    /// as they would.</summary>
    Stop,

    /// <summary>Each model at which it may cost more is passed over, and the others are tried by what the call may cost there at most, the cheapest
    /// first. If none fits, this call gets a <see cref="BudgetExhaustedException"/>.</summary>
    Downgrade,

    /// <summary>Somebody is asked: whether the run stops, downgrades, or may spend more.</summary>
    Ask,
}
