using System.Runtime.InteropServices;

namespace ModelRouter.LlamaCpp;

/// <summary><c>llama_sampler_i</c> of llama.cpp v0.5.0: 12 pointers to functions, of which zero means "has none".</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LlamaSamplerInterface
{
    public nint Name;
    public nint Accept;
    public delegate* unmanaged[Cdecl]<LlamaSampler*, nint, void> Apply;
    public nint Reset;
    public nint Clone;
    public nint Free;
    public delegate* unmanaged[Cdecl]<LlamaSampler*, nint, uint, byte> BackendInit;
    public nint BackendAccept;
    public delegate* unmanaged[Cdecl]<LlamaSampler*, nint, nint, LlamaSamplerData*, void> BackendApply;
    public nint BackendSetInput;
    public delegate* unmanaged[Cdecl]<LlamaSampler*, void> BackendReset;
    public nint CopyState;
}
