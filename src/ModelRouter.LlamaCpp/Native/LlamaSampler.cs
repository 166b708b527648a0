using System.Runtime.InteropServices;

namespace ModelRouter.LlamaCpp;

/// <summary><c>llama_sampler</c>: what it does, and with what.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LlamaSampler
{
    public LlamaSamplerInterface* Interface;
    public nint State;
}
