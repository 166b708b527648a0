using System.Collections.Immutable;
using System.Text;

namespace ModelRouter.TestProviders;

/// <summary>What a <see cref="WireServer"/> answers, and how badly.</summary>
/// <param name="Status">The HTTP status.</param>
public sealed record WireAnswer(int Status)
{
    /// <summary>The headers; without a length the body is sent in chunks.</summary>
    public ImmutableSortedDictionary<string, string> Headers { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.OrdinalIgnoreCase);

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>After so many bytes of the body the connection breaks; 0 breaks it behind the headers, −1 before them.</summary>
    public int? CutAfter { get; init; }

    /// <summary>After so many bytes the body ends as if it were whole.</summary>
    public int? EndAfter { get; init; }

    /// <summary>After so many bytes nothing more is sent, and the connection stays open; −1 for nothing at all.</summary>
    public int? StallAfter { get; init; }

    /// <summary>Bytes per packet.</summary>
    public int Packet { get; init; } = int.MaxValue;

    /// <summary>One JSON object.</summary>
    public static WireAnswer Json(string body, int status = 200) => Of(body, "application/json", status);

    /// <summary>Server-sent events, given as they stand on the wire.</summary>
    public static WireAnswer Events(string body) => Of(body, "text/event-stream");

    /// <summary>A JSON object a line.</summary>
    public static WireAnswer Lines(string body) => Of(body, "application/x-ndjson");

    /// <summary>The same with a header.</summary>
    public WireAnswer With(string header, string value) => this with { Headers = Headers.SetItem(header, value) };

    private static WireAnswer Of(string body, string contentType, int status = 200) =>
        new WireAnswer(status) { Body = Encoding.UTF8.GetBytes(body) }.With("Content-Type", contentType);
}
