namespace ModelRouter;

/// <summary>Reads a model's <c>Limits</c>.</summary>
internal static class LimitsReader
{
    internal static ModelLimits Read(SectionReader limits)
    {
        limits.Allow("FirstContentTimeout", "StallTimeout", "AttemptTimeout");
        return new()
        {
            FirstContentTimeout = limits.Timeout("FirstContentTimeout"),
            StallTimeout = limits.Timeout("StallTimeout"),
            AttemptTimeout = limits.Timeout("AttemptTimeout"),
        };
    }
}
