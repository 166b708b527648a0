using System.Collections.Immutable;

namespace ModelRouter.TestModels;

/// <summary>What a <see cref="TinyRegistry"/> answers, and how badly.</summary>
public sealed record RegistryAnswer(int Status)
{
    /// <summary>The headers, lengths included.</summary>
    public ImmutableSortedDictionary<string, string> Headers { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.OrdinalIgnoreCase);

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>After so many bytes of the body the connection breaks.</summary>
    public int? CutAfter { get; init; }

    /// <summary>After so many bytes of the body nothing more is sent, and the connection stays open.</summary>
    public int? StallAfter { get; init; }

    /// <summary>Bytes per packet.</summary>
    public int Packet { get; init; } = int.MaxValue;

    /// <summary>The same with a header; a null removes it.</summary>
    public RegistryAnswer With(string header, string? value) =>
        this with { Headers = value is null ? Headers.Remove(header) : Headers.SetItem(header, value) };

    /// <summary>A redirect.</summary>
    public static RegistryAnswer Redirect(string location, int status = 302) => new RegistryAnswer(status).With("Location", location).With("Content-Length", "0");
}
