using System.Runtime.InteropServices;

namespace ModelRouter.Sampling;

/// <summary>Something that lives in a context and is freed within it, on whatever thread; it keeps the context alive until then.</summary>
internal abstract class CudaHandle : SafeHandle
{
    private readonly CudaContext _context;

    protected CudaHandle(CudaContext context)
        : base(0, ownsHandle: true) => _context = context;

    /// <summary>Creates in the thread's current context.</summary>
    protected delegate int Creation(out nint created);

    public override bool IsInvalid => handle == 0;

    /// <summary>The driver's handle or address; valid while this object is.</summary>
    public nint Value => handle;

    protected void Create(Creation create, string what)
    {
        var keepsContext = false;
        _context.DangerousAddRef(ref keepsContext);
        var error = create(out var created);
        if (error != 0)
        {
            _context.DangerousRelease();
            CudaException.ThrowIfFailed(error, what);
        }

        SetHandle(created);
    }

    protected sealed override bool ReleaseHandle()
    {
        var isFreed = false;
        if (CudaNative.ContextPush(_context.DangerousGetHandle()) == 0)
        {
            isFreed = Free() == 0;
            _ = CudaNative.ContextPop(out _);
        }

        _context.DangerousRelease();
        return isFreed;
    }

    protected abstract int Free();
}
