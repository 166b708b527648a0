namespace ModelRouter.Providers.Tests;

/// <summary>A body that takes a step, such as turning a clock, when it is first read; it comes whole if nobody has given up then.</summary>
internal sealed class LateStream(byte[] bytes, Action step) : MemoryStream(bytes, writable: false)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position == 0)
        {
            step();
        }

        return cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<int>(cancellationToken) : base.ReadAsync(buffer, cancellationToken);
    }
}
