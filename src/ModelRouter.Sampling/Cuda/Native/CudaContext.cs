using System.Runtime.InteropServices;

namespace ModelRouter.Sampling;

/// <summary>A device's primary context, the one that llama.cpp's CUDA backend uses too, so that its pointers are valid here.</summary>
internal sealed class CudaContext : SafeHandle
{
    private readonly int _device;

    public CudaContext(int ordinal)
        : base(0, ownsHandle: true)
    {
        CudaException.ThrowIfFailed(CudaNative.DeviceGet(out _device, ordinal), "finding the device");
        CudaException.ThrowIfFailed(CudaNative.PrimaryContextRetain(out var context, _device), "opening the device");
        SetHandle(context);
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>Makes it the thread's current context until disposed.</summary>
    public Scope Enter()
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        CudaException.ThrowIfFailed(CudaNative.ContextPush(handle), "entering the device's context");
        return default;
    }

    protected override bool ReleaseHandle() => CudaNative.PrimaryContextRelease(_device) == 0;

    /// <summary>Leaves the context that <see cref="Enter"/> entered.</summary>
    internal readonly ref struct Scope
    {
#pragma warning disable CA1822 // Called through "using".
        public void Dispose() => _ = CudaNative.ContextPop(out _);
#pragma warning restore CA1822
    }
}
