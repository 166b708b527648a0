namespace ModelRouter;

/// <summary>What may stand in an HTTP request's header. HTTP clients say that it may not at the first request, and quote it or call it a failure of the connection.</summary>
internal static class HeaderText
{
    /// <summary>Whether a text is of printable ASCII characters.</summary>
    internal static bool IsSendable(string text) => text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0;
}
