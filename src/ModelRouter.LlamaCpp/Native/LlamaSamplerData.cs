using System.Runtime.InteropServices;

namespace ModelRouter.LlamaCpp;

/// <summary><c>llama_sampler_data</c>: tensors that a sampler takes and gives while a graph is built.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LlamaSamplerData
{
    public nint Logits;
    public nint Probabilities;
    public nint Sampled;
    public nint Candidates;
}
