namespace ModelRouter.Sampling;

/// <summary>Host memory that the device can copy from and to by itself.</summary>
internal sealed class PinnedMemory : CudaHandle
{
    public PinnedMemory(CudaContext context, int bytes)
        : base(context)
    {
        Bytes = bytes;
        Create((out nint memory) => CudaNative.HostAllocate(out memory, (nuint)bytes, 0), $"pinning {bytes:N0} bytes of host memory");
    }

    public int Bytes { get; }

    public unsafe Span<byte> Span => new((void*)handle, Bytes);

    protected override int Free() => CudaNative.HostFree(handle);
}
