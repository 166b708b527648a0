using System.Runtime.InteropServices;

namespace ModelRouter.LlamaCpp;

/// <summary><c>llama_sampler_seq_config</c>: a sequence and the chain that its graph gets.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LlamaSamplerOfSequence
{
    public int Sequence;
    public nint Chain;
}
