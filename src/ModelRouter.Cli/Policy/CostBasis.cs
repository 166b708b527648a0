namespace ModelRouter.Cli;

/// <summary>What a simulated call's cost rests on.</summary>
internal enum CostBasis
{
    /// <summary>The ledger's own amount.</summary>
    Recorded,

    /// <summary>The recorded answer's tokens at another model's prices, with that model's usual thinking.</summary>
    OtherModel,

    /// <summary>The tokens that are expected for such a prompt: no answer is recorded.</summary>
    Forecast,
}
