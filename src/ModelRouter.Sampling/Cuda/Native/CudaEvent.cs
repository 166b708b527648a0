namespace ModelRouter.Sampling;

/// <summary>A moment on a stream, for measuring on the device's own clock.</summary>
internal sealed class CudaEvent : CudaHandle
{
    public CudaEvent(CudaContext context)
        : base(context) => Create(static (out nint created) => CudaNative.EventCreate(out created, 0), "creating an event");

    public void Record(CudaStream stream) => CudaException.ThrowIfFailed(CudaNative.EventRecord(handle, stream.Value), "recording an event");

    /// <summary>Waits for this event; time since an earlier one.</summary>
    public TimeSpan Since(CudaEvent start)
    {
        CudaException.ThrowIfFailed(CudaNative.EventSynchronize(handle), "waiting for an event");
        CudaException.ThrowIfFailed(CudaNative.EventElapsedTime(out var milliseconds, start.handle, handle), "measuring");
        return TimeSpan.FromMilliseconds(milliseconds);
    }

    protected override int Free() => CudaNative.EventDestroy(handle);
}
