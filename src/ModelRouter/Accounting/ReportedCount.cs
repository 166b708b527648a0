namespace ModelRouter;

/// <summary>A count of tokens as a service reports it.</summary>
internal static class ReportedCount
{
    /// <summary>More than any request or answer has, and so little that sums of it don't overflow.</summary>
    internal const long Most = 1_000_000_000;

    /// <summary>The count; <see langword="null"/> for what can't be one, such as the −1 that stands for an unknown one at some services, so that it is
    /// estimated as if nothing had been reported.</summary>
    internal static long? Of(long? reported) => reported is >= 0 and <= Most ? reported : null;
}
