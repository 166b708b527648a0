namespace ModelRouter;

/// <summary>Values of the configuration as errors show them. What may be a connection string or a key stands where another value was meant often enough, so it is not quoted.</summary>
internal static class Shown
{
    private const int LongestName = 48;

    /// <summary>The value as a sentence's subject.</summary>
    internal static string Value(string text) => IsHarmless(text) ? $"'{text}'" : "What stands here";

    /// <summary>The value behind what it is said to be: " 'x'", or " of the name that stands here".</summary>
    internal static string Name(string text) => IsHarmless(text) ? $" '{text}'" : " of the name that stands here";

    private static bool IsHarmless(string text) =>
        text.Length <= LongestName && text.AsSpan().IndexOfAny("=;@") < 0 && !text.Contains("://", StringComparison.Ordinal)
        && !SensitiveText.Find(text).HasFlag(SensitiveData.Secret);
}
