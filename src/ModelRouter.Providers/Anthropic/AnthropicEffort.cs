namespace ModelRouter.Providers;

/// <summary>How hard a model tries, for models that know it.</summary>
internal enum AnthropicEffort
{
    /// <summary>Quick and short.</summary>
    Low,

    /// <summary>Between the two.</summary>
    Medium,

    /// <summary>What the service does by default.</summary>
    High,

    /// <summary>More.</summary>
    XHigh,

    /// <summary>Without regard to tokens.</summary>
    Max,
}
