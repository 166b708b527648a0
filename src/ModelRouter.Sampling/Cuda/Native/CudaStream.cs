namespace ModelRouter.Sampling;

/// <summary>An order of work on the device, apart from the default stream's.</summary>
internal sealed class CudaStream : CudaHandle
{
    private const uint NonBlocking = 1;

    public CudaStream(CudaContext context)
        : base(context) => Create(static (out nint stream) => CudaNative.StreamCreate(out stream, NonBlocking), "creating a stream");

    public unsafe void CopyToDevice<T>(ReadOnlySpan<T> from, nint to)
        where T : unmanaged
    {
        fixed (T* source = from)
        {
            CudaException.ThrowIfFailed(
                CudaNative.CopyToDevice(to, source, (nuint)from.Length * (nuint)sizeof(T), handle), "copying to the device");
        }
    }

    /// <summary>Copies and waits: the memory may move afterwards.</summary>
    public unsafe void CopyToHost<T>(nint from, Span<T> to)
        where T : unmanaged
    {
        fixed (T* target = to)
        {
            CudaException.ThrowIfFailed(
                CudaNative.CopyToHost(target, from, (nuint)to.Length * (nuint)sizeof(T), handle), "copying from the device");
            Synchronize();
        }
    }

    public unsafe void Launch(nint function, int gridX, int gridY, CudaBatch batch)
    {
        void* parameter = &batch;
        CudaException.ThrowIfFailed(
            CudaNative.Launch(function, (uint)gridX, (uint)gridY, 1, CudaBatch.Threads, 1, 1, 0, handle, &parameter, null),
            "launching a kernel");
    }

    public void Synchronize() => CudaException.ThrowIfFailed(CudaNative.StreamSynchronize(handle), "running the kernels");

    protected override int Free() => CudaNative.StreamDestroy(handle);
}
