namespace ModelRouter;

/// <summary>What happens to a call that may cost more than a budget has left.</summary>
public enum BudgetExhaustion
{
    /// <summary>Each model at which it may cost more is passed over, by the rule <c>budget</c>; the others stay in the order of the ranking.</summary>
    Deny,

    /// <summary>As <see cref="Deny"/>, but from then on the remaining models are tried by what the call may cost there at most, the cheapest first,
    /// whatever the ranking says. Models whose tokens cost nothing always fit a budget in US dollars.</summary>
    Downgrade,

    /// <summary>It is served all the same, and the limit is one more threshold to be told of.</summary>
    AllowAndAlert,
}
