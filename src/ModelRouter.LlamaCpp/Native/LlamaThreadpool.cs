using Microsoft.Win32.SafeHandles;

namespace ModelRouter.LlamaCpp;

/// <summary>A persistent pool of decoding threads. Without one ggml makes and joins its threads for every step.</summary>
internal sealed unsafe class LlamaThreadpool : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly delegate* unmanaged[Cdecl]<nint, void> _free;

    private LlamaThreadpool(nint handle, delegate* unmanaged[Cdecl]<nint, void> free)
        : base(ownsHandle: true)
    {
        _free = free;
        SetHandle(handle);
    }

    /// <summary>A pool of <paramref name="threads"/> threads, the caller's included; <see langword="null"/> if the CPU backend has none to give.</summary>
    public static LlamaThreadpool? Create(int threads)
    {
        var cpu = LlamaNative.BackendByName("CPU");
        if (cpu == 0)
        {
            return null;
        }

        var create = (delegate* unmanaged[Cdecl]<GgmlThreadpoolParams*, nint>)LlamaNative.BackendProcAddress(cpu, "ggml_threadpool_new");
        var free = (delegate* unmanaged[Cdecl]<nint, void>)LlamaNative.BackendProcAddress(cpu, "ggml_threadpool_free");
        if (create is null || free is null)
        {
            return null;
        }

        GgmlThreadpoolParams parameters;
        LlamaNative.ThreadpoolParamsInit(&parameters, threads);
        var pool = create(&parameters);
        return pool == 0 ? null : new LlamaThreadpool(pool, free);
    }

    protected override bool ReleaseHandle()
    {
        _free(handle);
        return true;
    }
}
