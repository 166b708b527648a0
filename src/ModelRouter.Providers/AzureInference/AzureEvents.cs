using System.Runtime.CompilerServices;
using System.Text;

namespace ModelRouter.Providers;

/// <summary>Reads server-sent events strictly.</summary>
/// <remarks>The standard's own parsers pass over a line that they don't know and repair broken UTF-8. Here a line that was damaged on its way
/// would be a piece missing from an answer that looks whole, so both are errors.</remarks>
internal static class AzureEvents
{
    private const string Done = "[DONE]";
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Each event's data until the service says that it is done, or the stream ends; half an event is none.</summary>
    /// <exception cref="InvalidDataException">The stream is damaged.</exception>
    internal static async IAsyncEnumerable<string> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken ct)
    {
        using var reader = new StreamReader(stream, Strict, detectEncodingFromByteOrderMarks: false);
        string? data = null;
        while (await ReadLineAsync(reader, ct).ConfigureAwait(false) is { } line)
        {
            if (line.Length > 0)
            {
                data = DataOf(line) is { } more ? data is null ? more : $"{data}\n{more}" : data;
                continue;
            }

            if (data == Done)
            {
                yield break;
            }

            if (data is not null)
            {
                yield return data;
            }

            data = null;
        }
    }

    private static async ValueTask<string?> ReadLineAsync(StreamReader reader, CancellationToken ct)
    {
        try
        {
            return await reader.ReadLineAsync(ct).ConfigureAwait(false);
        }
        catch (DecoderFallbackException wrong)
        {
            throw AzureAnswer.Damaged("a line is no UTF-8", wrong);
        }
    }

    /// <summary>A line's data; <see langword="null"/> if it is of another kind.</summary>
    private static string? DataOf(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? line : line[..colon];
        return name switch
        {
            "data" => colon < 0 ? "" : line.AsSpan(colon + 1) is [' ', .. var rest] ? rest.ToString() : line[(colon + 1)..],
            "" or "event" or "id" or "retry" => null,
            _ => throw AzureAnswer.Damaged("a line is no field of an event"),
        };
    }
}
