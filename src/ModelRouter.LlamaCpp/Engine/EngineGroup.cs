using ModelRouter.Sampling;

namespace ModelRouter.LlamaCpp;

/// <summary>The engines of one model: each decodes its share of the callers on a thread of its own, over the same weights.</summary>
/// <remarks>For small models on several processors that is faster than one engine with several threads, which meet at a barrier
/// after every operation. Safe for concurrent use.</remarks>
internal sealed class EngineGroup : IDisposable
{
    /// <summary>Prompts that begin with the same tokens belong to the same engine, whose memory holds that beginning.</summary>
    private const int HomeTokens = 64;

    private readonly LlamaEngine[] _engines;

    // Two who choose at once would choose the same place.
    private readonly Lock _choosing = new();

    /// <inheritdoc cref="LlamaEngine(LlamaModel, EngineSettings, TokenSampler, Action{string})"/>
    public EngineGroup(LlamaModel model, EngineSettings settings, Action<string> warn)
    {
        var engines = new List<LlamaEngine>(settings.Contexts);
        try
        {
            for (var i = 0; i < settings.Contexts; i++)
            {
                engines.Add(new LlamaEngine(model, settings, TokenSampler.Best, warn));
            }
        }
        catch
        {
            engines.ForEach(engine => engine.Dispose());
            throw;
        }

        _engines = [.. engines];
    }

    /// <summary>True once an engine's thread has died of an error that it does not know; only a new group helps.</summary>
    public bool HasFailed => Array.Exists(_engines, engine => engine.HasFailed);

    /// <summary>What they have done so far.</summary>
    public ServingCounters ReadCounters()
    {
        var each = Array.ConvertAll(_engines, static engine => engine.Counters.Read());
        return each.Aggregate(static (sum, next) => sum with
        {
            Elapsed = sum.Elapsed > next.Elapsed ? sum.Elapsed : next.Elapsed,
            InputTokens = sum.InputTokens + next.InputTokens,
            CachedInputTokens = sum.CachedInputTokens + next.CachedInputTokens,
            OutputTokens = sum.OutputTokens + next.OutputTokens,
            PrefillTime = sum.PrefillTime + next.PrefillTime,
            DecodeTime = sum.DecodeTime + next.DecodeTime,
        }) with { Decoders = each.Length };
    }

    /// <summary>Puts a request in the line of the engine with the least to do; of equals, of the one that is the prompt's home.</summary>
    /// <exception cref="ContextOverflowException">The prompt leaves no room for an answer.</exception>
    /// <exception cref="EngineBusyException">Every line is full.</exception>
    public void Submit(GenerationRequest request)
    {
        var hash = default(HashCode);
        foreach (var token in request.Prompt.AsSpan(0, Math.Min(HomeTokens, request.Prompt.Length)))
        {
            hash.Add(token);
        }

        lock (_choosing)
        {
            var chosen = _engines[(uint)hash.ToHashCode() % (uint)_engines.Length];
            var least = chosen.CountUnfinished();
            foreach (var engine in _engines)
            {
                if (engine.CountUnfinished() is var unfinished && unfinished < least)
                {
                    (chosen, least) = (engine, unfinished);
                }
            }

            chosen.Submit(request);
        }
    }

    public void Dispose()
    {
        foreach (var engine in _engines)
        {
            engine.Dispose();
        }
    }
}
