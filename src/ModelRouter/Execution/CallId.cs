using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ModelRouter;

/// <summary>Names calls: UUIDs of version 7 (RFC 9562), which sort by their millisecond and can't be guessed.</summary>
/// <remarks>As <see cref="Guid.CreateVersion7(DateTimeOffset)"/>, but random bytes are drawn for many calls together: each draw asks the operating system.</remarks>
internal static class CallId
{
    private const int Drawn = 10;
    private const int Together = 100;

    [ThreadStatic]
    private static byte[]? _random;

    [ThreadStatic]
    private static int _left;

    internal static Guid New(DateTimeOffset at)
    {
        _random ??= new byte[Drawn * Together];
        if (_left == 0)
        {
            RandomNumberGenerator.Fill(_random);
            _left = Together;
        }

        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(id, at.ToUnixTimeMilliseconds() << 16);
        _random.AsSpan(--_left * Drawn, Drawn).CopyTo(id[6..]);
        id[6] = (byte)(0x70 | (id[6] & 0x0F));
        id[8] = (byte)(0x80 | (id[8] & 0x3F));
        return new(id, bigEndian: true);
    }
}
