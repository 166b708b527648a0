namespace ModelRouter;

/// <summary>Which of its costs a self-hosted model's tokens are charged at.</summary>
internal enum SelfHostedPrice
{
    /// <summary>Idle time included: right for the bill.</summary>
    Full,

    /// <summary>What one more token costs: right for choosing where the next request goes.</summary>
    Marginal,
}
