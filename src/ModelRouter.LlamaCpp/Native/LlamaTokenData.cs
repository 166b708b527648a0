using System.Runtime.InteropServices;

namespace ModelRouter.LlamaCpp;

/// <summary><c>llama_token_data</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LlamaTokenData
{
    public int Id;
    public float Logit;
    public float Probability;
}
