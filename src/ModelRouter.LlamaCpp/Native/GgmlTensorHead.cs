using System.Runtime.InteropServices;

namespace ModelRouter.LlamaCpp;

/// <summary>How a <c>ggml_tensor</c> of llama.cpp v0.5.0 begins.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct GgmlTensorHead
{
    public int Type;
    public nint Buffer;
    public fixed long Extents[4];
}
