using System.Threading.Channels;
using LLama;
using LLama.Batched;
using LLama.Common;
using LLama.Native;
using ModelRouter.LlamaCpp;
using ModelRouter.Sampling;

namespace ModelRouter.LLamaSharp;

/// <summary>Decodes many conversations together through LLamaSharp's <see cref="BatchedExecutor"/>, one loop for all of them.</summary>
/// <remarks>
/// Each step takes one token of every answer and, with the room that is left in one batch, the next pieces of the prompts: so nothing waits in the
/// executor between steps, which could not forget it when its caller leaves. <see cref="Submit"/> and <see cref="Dispose"/> are safe from any thread.
/// </remarks>
internal sealed class SharpEngine : IDisposable
{
    private readonly LLamaWeights _weights;
    private readonly SharpVocabulary _vocabulary;
    private readonly ModelParams _parameters;
    private readonly LlamaModelOptions _options;
    private readonly LoraAdapter? _adapter;
    private readonly int _contextSize;
    private readonly Lock _gate = new();
    private readonly LinkedList<GenerationRequest> _queue = new();
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Task _loop;
    private BatchedExecutor _executor;
    private SharpPlace[] _places;
    private Exception? _fault;
    private volatile bool _stopping;
    private int _unfinished;

    public SharpEngine(LLamaWeights weights, SharpVocabulary vocabulary, ModelParams parameters, int contextSize, LlamaModelOptions options)
    {
        (_weights, _vocabulary, _parameters, _contextSize, _options) = (weights, vocabulary, parameters, contextSize, options);
        _adapter = options.LoraPath is { } path ? SharpAdapter.Load(weights, options.ModelPath, path) : null;
        (_executor, _places) = Start();
        _loop = Task.Run(RunAsync);
    }

    /// <summary>True once it has died of an error that starting anew did not help against; only a new engine does.</summary>
    public bool HasFailed => Volatile.Read(ref _fault) is not null;

    /// <summary>Puts a request of one answer in the line.</summary>
    /// <exception cref="ContextOverflowException">The prompt leaves no room for an answer.</exception>
    /// <exception cref="EngineBusyException">The line is full.</exception>
    public void Submit(GenerationRequest request)
    {
        if (request.Prompt.Length >= _contextSize)
        {
            throw new ContextOverflowException(request.Prompt.Length, _contextSize);
        }

        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopping, this);
            if (_fault is not null)
            {
                throw Stopped(_fault);
            }

            MarkLeft();
            if (Volatile.Read(ref _unfinished) >= (long)_options.MaxConcurrency + _options.QueueLimit)
            {
                throw new EngineBusyException(_options.QueueLimit);
            }

            Interlocked.Increment(ref _unfinished);
            _queue.AddLast(request);
        }

        _bell.Writer.TryWrite(true);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _stopping = true;
        }

        _bell.Writer.TryComplete();
        _loop.GetAwaiter().GetResult();
        _executor.Dispose();
    }

    private (BatchedExecutor Executor, SharpPlace[] Places) Start()
    {
        var executor = new BatchedExecutor(_weights, _parameters);
        try
        {
            if (_adapter is not null)
            {
                executor.Context.NativeHandle.SetLoraAdapters((_adapter, _options.LoraScale));
            }

            return (executor, [.. Enumerable.Range(0, _options.MaxConcurrency).Select(_ => new SharpPlace(executor.Create()))]);
        }
        catch
        {
            executor.Dispose();
            throw;
        }
    }

    private async Task RunAsync()
    {
        try
        {
            while (await AdmitAsync().ConfigureAwait(false))
            {
                try
                {
                    await StepAsync().ConfigureAwait(false);
                }
                catch (Exception failure)
                {
                    // What the memory holds after a failed step is unknown, and the executor can't forget what waits in it.
                    FailPlaces(new LlamaException($"LLamaSharp failed: {failure.Message}", failure));
                    _executor.Dispose();
                    (_executor, _places) = Start();
                }
            }

            FailEverything(new ObjectDisposedException(nameof(SharpEngine)));
        }
        catch (Exception fault)
        {
            // Callers must hear of it instead of waiting for ever.
            lock (_gate)
            {
                _fault = fault;
            }

            FailEverything(Stopped(fault));
        }
    }

    /// <summary>Gives free places to waiting requests; waits while there is nothing to do at all. False when the engine stops.</summary>
    private async ValueTask<bool> AdmitAsync()
    {
        while (!_stopping)
        {
            lock (_gate)
            {
                DropCancelled();
                foreach (var place in _places)
                {
                    if (place.Request is null && _queue.First is { } first)
                    {
                        _queue.RemoveFirst();
                        place.Serve(first.Value);
                    }
                }
            }

            if (Array.Exists(_places, place => place.Request is not null))
            {
                return true;
            }

            if (await _bell.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                _bell.Reader.TryRead(out _);
            }
        }

        return false;
    }

    private void DropCancelled()
    {
        for (var node = _queue.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.CancellationToken.IsCancellationRequested)
            {
                _queue.Remove(node);
                Fail(node.Value, new OperationCanceledException(node.Value.CancellationToken));
            }

            node = next;
        }
    }

    /// <summary>Who has left may ask again at once: the place is free at the next step, for which the new request waits in the line.</summary>
    private void MarkLeft()
    {
        DropCancelled();
        foreach (var place in _places)
        {
            // The loop may be ending this very answer; whoever comes first counts it.
            if (place.Request is { CancellationToken.IsCancellationRequested: true } left)
            {
                MarkEnded(left);
            }
        }
    }

    private void MarkEnded(GenerationRequest request)
    {
        if (request.Generations[0].TryLeave())
        {
            Interlocked.Decrement(ref _unfinished);
        }
    }

    private async Task StepAsync()
    {
        ReleaseCancelled();
        FillBatch();
        var result = await _executor.Infer().ConfigureAwait(false);
        if (result != DecodeResult.Ok)
        {
            throw new LlamaException($"Decoding failed: {result}.");
        }

        foreach (var place in _places)
        {
            if (place.Request is { } request && !place.IsReading)
            {
                Advance(place, request);
            }
        }
    }

    private void ReleaseCancelled()
    {
        foreach (var place in _places)
        {
            if (place.Request is { CancellationToken: { IsCancellationRequested: true } cancelled } request)
            {
                place.Release();
                Fail(request, new OperationCanceledException(cancelled));
            }
        }
    }

    private void FillBatch()
    {
        var room = checked((int)_executor.Context.BatchSize);
        var reading = 0;
        foreach (var place in _places)
        {
            if (place.NextToken is { } token)
            {
                place.Conversation.Prompt((LLamaToken)token);
                room--;
            }
            else if (place.IsReading)
            {
                reading++;
            }
        }

        foreach (var place in _places)
        {
            if (place.IsReading)
            {
                room -= place.Read(room / reading--);
            }
        }
    }

    private void Advance(SharpPlace place, GenerationRequest request)
    {
        var generation = request.Generations[0];
        var pipeline = new ModelRouterSamplingPipeline(generation.NextRow());
        pipeline.Draw(_executor.Context.NativeHandle, place.Conversation.GetSampleIndex());
        var next = generation.Take(pipeline.Last, _vocabulary, out var reason);
        if (next is not null && place.Conversation.TokenCount >= _contextSize)
        {
            (next, reason) = (null, FinishReason.Length);
        }

        place.NextToken = next;
        if (next is null)
        {
            place.Release();
            MarkEnded(request);
            generation.Finish(reason, request.Prompt.Length, cachedTokens: 0, TokenSampler.Best.Name);
        }
    }

    private void FailPlaces(Exception error)
    {
        foreach (var place in _places)
        {
            if (place.Request is { } request)
            {
                place.Abandon();
                Fail(request, error);
            }
        }
    }

    private void FailEverything(Exception error)
    {
        FailPlaces(error);
        lock (_gate)
        {
            foreach (var request in _queue)
            {
                Fail(request, error);
            }

            _queue.Clear();
        }
    }

    private void Fail(GenerationRequest request, Exception error)
    {
        MarkEnded(request);
        request.Generations[0].Fail(error);
    }

    private static LlamaException Stopped(Exception fault) => new($"The engine has stopped: {fault.Message}", fault);
}
