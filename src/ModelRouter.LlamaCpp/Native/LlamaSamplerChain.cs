using Microsoft.Win32.SafeHandles;

namespace ModelRouter.LlamaCpp;

/// <summary>llama.cpp's own samplers for temperature and top-p and its draw, as its <c>llama_sampler_sample</c> runs them; to measure against.</summary>
internal sealed unsafe class LlamaSamplerChain : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly LlamaTokenData[] _candidates;

    /// <exception cref="LlamaNativesException">llama.cpp's libraries are missing.</exception>
    public LlamaSamplerChain(float temperature, float topP, uint seed, int vocabularySize)
        : base(ownsHandle: true)
    {
        LlamaLibrary.EnsureLoaded();
        _candidates = GC.AllocateUninitializedArray<LlamaTokenData>(vocabularySize, pinned: true);
        SetHandle(LlamaNative.SamplerChainInit(LlamaNative.SamplerChainDefaultParams()));
        LlamaNative.SamplerChainAdd(handle, LlamaNative.SamplerTemperature(temperature));
        LlamaNative.SamplerChainAdd(handle, LlamaNative.SamplerTopP(topP, 1));
        LlamaNative.SamplerChainAdd(handle, LlamaNative.SamplerDistribution(seed));
    }

    /// <summary>Draws one token.</summary>
    public int Sample(ReadOnlySpan<float> logits)
    {
        for (var i = 0; i < logits.Length; i++)
        {
            _candidates[i] = new LlamaTokenData { Id = i, Logit = logits[i] };
        }

        fixed (LlamaTokenData* data = _candidates)
        {
            var array = new LlamaTokenDataArray { Data = data, Size = (nuint)logits.Length, Selected = -1 };
            LlamaNative.SamplerApply(handle, &array);
            return data[array.Selected].Id;
        }
    }

    protected override bool ReleaseHandle()
    {
        LlamaNative.SamplerFree(handle);
        return true;
    }
}
