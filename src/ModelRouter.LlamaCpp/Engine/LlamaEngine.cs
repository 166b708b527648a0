using ModelRouter.Sampling;

namespace ModelRouter.LlamaCpp;

/// <summary>Decodes many conversations together: one thread, one context, one batch per step (continuous batching).</summary>
/// <remarks>
/// Each step takes one token of every answer under way and, with the room that is left, the next piece of every prompt still
/// being read, in equal shares: a long prompt slows the others down a little and stops nobody. Requests are admitted in the
/// order of their arrival. Every conversation has its full context reserved, so none can starve another of memory.
/// <see cref="Submit"/> and <see cref="Dispose"/> are safe from any thread.
/// </remarks>
internal sealed class LlamaEngine : IDisposable
{
    private readonly LlamaModel _model;
    private readonly EngineSettings _settings;
    private readonly DecodeContext _context;
    private readonly StepSampler _sampler;
    private readonly Slot[] _slots;
    private readonly PrefixCache _cache;
    private readonly WaitingLine _line;
    private readonly Thread _thread;
    // The slots that get a token in this step, in the order in which the batch wants their logits.
    private readonly List<Slot> _outputs;
    private readonly SamplingRow[] _rows;
    private readonly SampledToken[] _sampled;

    private long _steps;
    private int _decoded;

    /// <summary>Makes a context on <paramref name="model"/>, which must outlive the engine, and starts the thread.</summary>
    /// <param name="model">The weights.</param>
    /// <param name="settings">The engine's dimensions.</param>
    /// <param name="sampler">What samples on the processor.</param>
    /// <param name="warn">Told, in a sentence, what works less well than it might; on the engine's thread.</param>
    /// <exception cref="LlamaException">The context or the adapter can't be made.</exception>
    public LlamaEngine(LlamaModel model, EngineSettings settings, TokenSampler sampler, Action<string> warn)
    {
        _model = model;
        _settings = settings;
        _context = new DecodeContext(model, settings);
        _sampler = new StepSampler(_context, sampler, warn);
        _slots = [.. Enumerable.Range(0, settings.MaxConcurrency).Select(id => new Slot(id))];
        _cache = new PrefixCache(_context, _slots, model.CanReusePrefixes, idleTokenLimit: settings.ContextSize);
        _line = new WaitingLine(settings, _slots, Place);
        _outputs = new List<Slot>(settings.MaxConcurrency);
        _rows = new SamplingRow[settings.MaxConcurrency];
        _sampled = new SampledToken[settings.MaxConcurrency];
        _thread = new Thread(Run) { IsBackground = true, Name = "llama engine" };

        // It serves all callers, so that none's ambient values are its own: the first one's would be kept as long as it runs.
        _thread.UnsafeStart();
    }

    /// <summary>Answers that wait or are under way, and are still wanted.</summary>
    /// <remarks>Who has left may ask again at once: the place is free at the next step, for which the new request waits in the line.</remarks>
    public int CountUnfinished() => _line.CountUnfinished();

    /// <summary>True once the thread has died of an error that it does not know; only a new engine helps.</summary>
    public bool HasFailed => _line.HasFault;

    /// <summary>What it has done so far.</summary>
    public EngineCounters Counters { get; } = new(TimeProvider.System);

    /// <summary>Puts a request in the line; its generations tell how it goes on.</summary>
    /// <exception cref="ContextOverflowException">The prompt leaves no room for an answer.</exception>
    /// <exception cref="EngineBusyException">The line is full.</exception>
    public void Submit(GenerationRequest request)
    {
        if (request.Prompt.Length >= _settings.ContextSize)
        {
            throw new ContextOverflowException(request.Prompt.Length, _settings.ContextSize);
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.Generations.Count, _settings.MaxConcurrency);
        _line.Add(request);
    }

    /// <summary>Stops at once; whatever is under way fails with <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        if (!_line.TryStop())
        {
            return;
        }

        _context.Abort();
        _thread.Join();
        _sampler.Dispose();
        _context.Dispose();
    }

    private void Run()
    {
        try
        {
            while (_line.Admit())
            {
                Step();
            }

            FailEverything(new ObjectDisposedException(nameof(LlamaEngine)));
        }
        catch (Exception fault)
        {
            // Nothing is known to throw here; if something does, callers must hear of it instead of waiting for ever.
            _line.Break(fault);
            FailEverything(new LlamaException("The engine has stopped: " + fault.Message, fault));
        }
    }

    private void Place(GenerationRequest request)
    {
        var (leader, shared) = _cache.Take(request.Prompt);
        leader.Serve(request, request.Generations[0], isFollower: false);
        leader.Reuse(shared);
        Counters.AddCached(shared);
        for (var i = 1; i < request.Generations.Count; i++)
        {
            _cache.TakeEmpty().Serve(request, request.Generations[i], isFollower: true);
        }
    }

    private void Step()
    {
        _steps++;
        var startedAt = Counters.Now();
        ReleaseCancelled();
        FillBatch();
        if (_context.Count == 0)
        {
            return;
        }

        try
        {
            _context.Decode();
            Continue();
        }
        catch (LlamaException failure)
        {
            // What the memory holds after a failed decode is unknown; every conversation in it is lost, the engine is not.
            LoseEverything(_line.IsStopping ? new ObjectDisposedException(nameof(LlamaEngine)) : failure);
        }
        catch (EmptyDistributionException broken)
        {
            // Attention weighs others' cells with zero, and zero times NaN is NaN: it would reach everybody in the memory.
            LoseEverything(new LlamaException($"The model's output can't be sampled from: {broken.Message}", broken));
        }

        Counters.AddTime(startedAt, _context.Count - _decoded, _decoded);
    }

    private void LoseEverything(Exception error)
    {
        FailSlots(error);
        _context.ForgetAll();
    }

    private void ReleaseCancelled()
    {
        foreach (var slot in _slots)
        {
            if (slot.Request is { CancellationToken: { IsCancellationRequested: true } cancelled })
            {
                _line.MarkEnded(slot.Generation!);
                slot.Generation!.Fail(new OperationCanceledException(cancelled));
                Release(slot);
            }
        }
    }

    private void FillBatch()
    {
        _context.BeginBatch();
        _outputs.Clear();
        var reading = 0;
        foreach (var slot in _slots)
        {
            if (slot.NextToken is { } token)
            {
                _context.Add(token, slot.Tokens.Count, slot.Id, wantsLogits: true);
                _outputs.Add(slot);
                slot.Append(token);
            }
            else if (slot.IsReading)
            {
                reading++;
            }
        }

        _decoded = _context.Count;
        var room = DecodeContext.BatchSize - _context.Count;
        foreach (var slot in _slots)
        {
            if (slot.IsReading)
            {
                room -= Read(slot, room / reading--);
            }
        }

        Counters.AddRead(_context.Count - _decoded);
    }

    /// <summary>Puts the next piece of a slot's prompt into the batch, at most <paramref name="share"/> tokens.</summary>
    private int Read(Slot slot, int share)
    {
        var prompt = slot.Request!.Prompt;
        var start = slot.Tokens.Count;
        var count = Math.Min(share, prompt.Length - start);
        for (var i = start; i < start + count; i++)
        {
            _context.Add(prompt[i], i, slot.Id, wantsLogits: i == prompt.Length - 1);
            slot.Append(prompt[i]);
        }

        if (slot.Tokens.Count == prompt.Length)
        {
            _outputs.Add(slot);
        }

        return count;
    }

    /// <summary>Draws the next token of every answer, all in one go.</summary>
    private void Continue()
    {
        for (var i = 0; i < _outputs.Count; i++)
        {
            var slot = _outputs[i];
            if (slot.NextToken is null && slot.Request!.Generations.Count > 1)
            {
                ServeFollowers(slot, i);
            }
        }

        for (var i = 0; i < _outputs.Count; i++)
        {
            _rows[i] = _outputs[i].Generation!.NextRow();
        }

        _sampler.Sample(_rows.AsSpan(0, _outputs.Count), _sampled);
        for (var i = 0; i < _outputs.Count; i++)
        {
            Take(_outputs[i], _sampler.Constrain(i, _outputs[i].Generation!, _sampled[i]));
        }
    }

    /// <summary>A slot has read its prompt: those that wait for it share its memory and draw their first token from its logits.</summary>
    private void ServeFollowers(Slot slot, int output)
    {
        foreach (var follower in _slots)
        {
            if (follower.IsFollower && follower.Request == slot.Request)
            {
                _context.Share(slot.Id, follower.Id, slot.Tokens.Count);
                follower.Join();
                Counters.AddCached(follower.CachedTokens);
                Take(follower, _sampler.SampleShared(output, follower.Generation!));
            }
        }
    }

    private void Take(Slot slot, in SampledToken sampled)
    {
        Counters.AddWritten();
        var next = slot.Generation!.Take(sampled, _model.Vocabulary, out var reason);
        if (next is not null && slot.Tokens.Count >= _settings.ContextSize)
        {
            (next, reason) = (null, FinishReason.Length);
        }

        slot.NextToken = next;
        if (next is null)
        {
            _line.MarkEnded(slot.Generation);
            slot.Generation.Finish(reason, slot.Request!.Prompt.Length, slot.CachedTokens, _sampler.Name);
            Release(slot);
        }
    }

    private void Release(Slot slot)
    {
        slot.Release();
        slot.LastUsed = _steps;
        _cache.Trim();
    }

    private void FailSlots(Exception error)
    {
        foreach (var slot in _slots)
        {
            if (!slot.IsFree)
            {
                _line.MarkEnded(slot.Generation!);
                slot.Generation!.Fail(error);
                Release(slot);
            }

            slot.Forget();
        }
    }

    private void FailEverything(Exception error)
    {
        FailSlots(error);
        _line.FailAll(error);
    }
}
