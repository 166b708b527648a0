using System.Runtime.InteropServices;
using System.Text;

namespace ModelRouter;

/// <summary>Writes numbers and lists of them, little-endian.</summary>
internal sealed class WeightsWriter(Stream stream) : IDisposable
{
    private readonly BinaryWriter _writer = new(stream, Encoding.UTF8, leaveOpen: true);

    internal void Write(int value) => _writer.Write(value);

    internal void Write(ulong value) => _writer.Write(value);

    internal void Write(float value) => _writer.Write(value);

    internal void Write(string value) => _writer.Write(value);

    internal void Write<T>(T[] values)
        where T : unmanaged
    {
        _writer.Write(values.Length);
        _writer.Write(MemoryMarshal.AsBytes(values.AsSpan()));
    }

    public void Dispose() => _writer.Dispose();
}
