namespace ModelRouter.Providers;

/// <summary>A server-sent event.</summary>
/// <param name="Data">Its data; valid until the next event is read.</param>
/// <param name="IsError">True if it is named <c>error</c>.</param>
internal readonly record struct OpenAIEvent(ReadOnlyMemory<byte> Data, bool IsError)
{
    /// <summary>True if it says that the answer is over.</summary>
    public bool IsDone => Data.Span.Trim(" \t\r"u8).SequenceEqual("[DONE]"u8);
}
