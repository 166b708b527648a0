using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelRouter.LlamaCpp;

/// <summary><c>ggml_threadpool_params</c> of llama.cpp v0.5.0; filled by <c>ggml_threadpool_params_init</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GgmlThreadpoolParams
{
    public CpuMask Cpus;
    public int Threads;
    public int Priority;
    public uint Poll;
    public byte StrictCpu;
    public byte Paused;

    /// <summary>One flag per processor, <c>GGML_MAX_N_THREADS</c> of them.</summary>
    [InlineArray(512)]
    public struct CpuMask
    {
        private byte _first;
    }
}
