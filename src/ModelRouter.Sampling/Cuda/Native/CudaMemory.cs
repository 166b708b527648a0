namespace ModelRouter.Sampling;

/// <summary>Memory on the device.</summary>
internal sealed class CudaMemory : CudaHandle
{
    public CudaMemory(CudaContext context, long bytes)
        : base(context)
    {
        Bytes = bytes;
        Create((out nint memory) => CudaNative.MemoryAllocate(out memory, (nuint)bytes), $"allocating {bytes:N0} bytes on the device");
    }

    public long Bytes { get; }

    protected override int Free() => CudaNative.MemoryFree(handle);
}
