namespace ModelRouter.Providers;

/// <summary>Reads a body whole, up to a limit.</summary>
internal static class OpenAIBody
{
    /// <summary>The body's bytes, without a mark of their order before them.</summary>
    /// <exception cref="OpenAIServiceException">It is longer than <paramref name="limit"/>.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(Stream? stream, int limit, CancellationToken ct)
    {
        if (stream is null)
        {
            return default;
        }

        var buffer = new byte[8_192];
        for (var length = 0; ;)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), ct).ConfigureAwait(false);
            length += read;
            if (read == 0)
            {
                return AnswerJson.WithoutMark(buffer.AsMemory(0, length));
            }

            if (length > limit)
            {
                throw OpenAIServiceException.Malformed($"it is longer than {limit:N0} bytes.");
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, 2 * length);
            }
        }
    }
}
