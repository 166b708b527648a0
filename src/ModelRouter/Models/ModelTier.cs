namespace ModelRouter;

/// <summary>Where a model's answers come from, and so what shape their cost has.</summary>
public enum ModelTier
{
    /// <summary>A reasoning model run in the house; data never leaves, cost is machine time.</summary>
    SelfHosted,

    /// <summary>A small fine-tuned model for one domain; nearly free and fast.</summary>
    Specialized,

    /// <summary>A vendor's API; billed per token by a price list.</summary>
    Cloud,
}
