using LLama.Native;
using LLama.Sampling;
using ModelRouter.Sampling;

namespace ModelRouter.LLamaSharp;

/// <summary>LLamaSharp's sampling done by <see cref="TokenSampler"/>: for any of its executors, one per sequence.</summary>
/// <remarks>Not safe for concurrent use. Disposing it is not needed.</remarks>
public sealed class ModelRouterSamplingPipeline : ISamplingPipeline
{
    private readonly SamplingParameters _parameters;
    private readonly TokenSampler _sampler;
    private SamplingRow? _row;

    /// <summary>A pipeline at the beginning of a sequence.</summary>
    /// <param name="parameters">How tokens are drawn.</param>
    /// <param name="sampler">What draws them; <see langword="null"/> for <see cref="TokenSampler.Best"/>.</param>
    public ModelRouterSamplingPipeline(SamplingParameters parameters, TokenSampler? sampler = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        _parameters = parameters;
        _sampler = sampler ?? TokenSampler.Best;
    }

    /// <summary>A pipeline for a sequence whose row is the caller's.</summary>
    internal ModelRouterSamplingPipeline(SamplingRow row)
        : this(row.Parameters) => _row = row;

    /// <summary>What the last draw told, beside the token.</summary>
    public SampledToken Last { get; private set; }

    /// <inheritdoc />
    /// <remarks>Takes the token into the sequence, as llama.cpp's own chains do. The logits are overwritten where penalties or bias apply.</remarks>
    /// <exception cref="EmptyDistributionException">Every logit is −∞ or NaN.</exception>
    public LLamaToken Sample(SafeLLamaContextHandle ctx, int index)
    {
        var token = Draw(ctx, index);
        Accept(token);
        return token;
    }

    /// <summary>Draws a token without taking it into the sequence.</summary>
    internal LLamaToken Draw(SafeLLamaContextHandle ctx, int index)
    {
        ArgumentNullException.ThrowIfNull(ctx);
        var logits = ctx.GetLogitsIth(index);
        Last = _sampler.Sample(logits, Row(logits.Length));
        return Last.Token;
    }

    /// <inheritdoc />
    /// <remarks>Leaves the token that is drawn the only one with a finite logit. Candidates that are not listed can't be drawn.</remarks>
    public void Apply(SafeLLamaContextHandle ctx, LLamaTokenDataArray data)
    {
        ArgumentNullException.ThrowIfNull(ctx);
        var logits = new float[ctx.Vocab.Count];
        Array.Fill(logits, float.NegativeInfinity);
        foreach (ref readonly var candidate in data.Data.Span)
        {
            logits[(int)candidate.ID] = candidate.Logit;
        }

        Last = _sampler.Sample(logits, Row(logits.Length));
        foreach (ref var candidate in data.Data.Span)
        {
            candidate.Logit = (int)candidate.ID == Last.Token ? candidate.Logit : float.NegativeInfinity;
        }
    }

    /// <inheritdoc />
    public void Accept(LLamaToken token) => _row?.Accept((int)token);

    /// <inheritdoc />
    public void Reset() => _row = null;

    /// <inheritdoc />
    public void Dispose()
    {
    }

    private SamplingRow Row(int vocabularySize) => _row ??= new SamplingRow(_parameters, vocabularySize);
}
