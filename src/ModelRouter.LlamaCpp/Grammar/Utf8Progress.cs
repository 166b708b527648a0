using System.Buffers;
using System.Text;

namespace ModelRouter.LlamaCpp;

/// <summary>Where in a character a text of tokens stands. llama.cpp's grammar lets some bytes pass that are no UTF-8, and would miscount characters.</summary>
internal struct Utf8Progress
{
    private byte _first;
    private byte _second;
    private byte _third;
    private int _count;

    /// <summary>True if the text may go on with <paramref name="piece"/>.</summary>
    public readonly bool Allows(ReadOnlySpan<byte> piece) => (_count == 0 && Ascii.IsValid(piece)) || After(piece) is not null;

    /// <summary>Goes on with <paramref name="piece"/>, which must be allowed.</summary>
    public void Add(ReadOnlySpan<byte> piece) => this = After(piece)!.Value;

    private readonly Utf8Progress? After(ReadOnlySpan<byte> piece)
    {
        Span<byte> bytes = piece.Length <= 252 ? stackalloc byte[256] : new byte[piece.Length + 4];
        ReadOnlySpan<byte> pending = [_first, _second, _third];
        pending[.._count].CopyTo(bytes);
        piece.CopyTo(bytes[_count..]);
        ReadOnlySpan<byte> rest = bytes[..(_count + piece.Length)];
        while (!rest.IsEmpty)
        {
            switch (Rune.DecodeFromUtf8(rest, out _, out var length))
            {
                case OperationStatus.Done:
                    rest = rest[length..];
                    break;
                case OperationStatus.NeedMoreData:
                    return new()
                    {
                        _count = rest.Length,
                        _first = rest[0],
                        _second = rest.Length > 1 ? rest[1] : default,
                        _third = rest.Length > 2 ? rest[2] : default,
                    };
                default:
                    return null;
            }
        }

        return default(Utf8Progress);
    }
}
