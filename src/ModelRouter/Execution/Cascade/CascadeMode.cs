namespace ModelRouter;

/// <summary>Whether a weaker model may be tried first, its answer checked, and a better one asked if the check fails.</summary>
public enum CascadeMode
{
    /// <summary>Where that is expected to be worth more than the best single model.</summary>
    Auto,

    /// <summary>Never.</summary>
    Off,

    /// <summary>Wherever two models may serve and there is a check for the first one's answer, even where one model is expected to be worth more.</summary>
    Always,
}
