namespace ModelRouter;

/// <summary>Reads a model's <c>Limits</c>.</summary>
internal static class LimitsReader
{
    internal static ModelLimits Read(SectionReader limits)
    {
        limits.Allow(
            "FirstContentTimeout", "StallTimeout", "AttemptTimeout", "MaxConcurrency", "QueueLength", "QueueWait", "RequestsPerMinute", "TokensPerMinute");
        var defaults = ModelLimits.Default;
        return new()
        {
            FirstContentTimeout = limits.Timeout("FirstContentTimeout"),
            StallTimeout = limits.Timeout("StallTimeout"),
            AttemptTimeout = limits.Timeout("AttemptTimeout"),
            MaxConcurrency = limits.Int("MaxConcurrency", 1),
            QueueLength = limits.Int("QueueLength", 0) ?? defaults.QueueLength,
            QueueWait = limits.Duration("QueueWait", TimeSpan.Zero, ModelLimitsCheck.LongestWait) ?? defaults.QueueWait,
            RequestsPerMinute = limits.Int("RequestsPerMinute", 1),
            TokensPerMinute = limits.Int("TokensPerMinute", 1),
        };
    }
}
