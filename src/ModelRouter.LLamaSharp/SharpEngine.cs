using System.Threading.Channels;
using LLama;
using LLama.Batched;
using LLama.Common;
using LLama.Native;
using ModelRouter.LlamaCpp;
using ModelRouter.Sampling;

namespace ModelRouter.LLamaSharp;

/// <summary>Decodes many conversations together through LLamaSharp's <see cref="BatchedExecutor"/>, one loop for all of them.</summary>
/// <remarks><see cref="Submit"/> and <see cref="Dispose"/> are safe from any thread.</remarks>
internal sealed class SharpEngine : IDisposable
{
    private readonly LLamaWeights _weights;
    private readonly SharpVocabulary _vocabulary;
    private readonly ModelParams _parameters;
    private readonly LlamaModelOptions _options;
    private readonly LoraAdapter? _adapter;
    private readonly int _contextSize;
    private readonly Channel<GenerationRequest> _queue = Channel.CreateUnbounded<GenerationRequest>(new() { SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _loop;
    private BatchedExecutor _executor;
    private SharpPlace[] _places;
    private int _unfinished;

    public SharpEngine(LLamaWeights weights, SharpVocabulary vocabulary, ModelParams parameters, int contextSize, LlamaModelOptions options)
    {
        (_weights, _vocabulary, _parameters, _contextSize, _options) = (weights, vocabulary, parameters, contextSize, options);
        _adapter = options.LoraPath is { } path ? SharpAdapter.Load(weights, options.ModelPath, path) : null;
        (_executor, _places) = Start();
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Puts a request of one answer in the line.</summary>
    /// <exception cref="ContextOverflowException">The prompt leaves no room for an answer.</exception>
    /// <exception cref="EngineBusyException">The line is full.</exception>
    public void Submit(GenerationRequest request)
    {
        if (request.Prompt.Length >= _contextSize)
        {
            throw new ContextOverflowException(request.Prompt.Length, _contextSize);
        }

        if (Interlocked.Increment(ref _unfinished) > _options.MaxConcurrency + _options.QueueLimit)
        {
            Interlocked.Decrement(ref _unfinished);
            throw new EngineBusyException(_options.QueueLimit);
        }

        ObjectDisposedException.ThrowIf(!_queue.Writer.TryWrite(request), this);
    }

    public void Dispose()
    {
        _queue.Writer.TryComplete();
        _stopping.Cancel();
        _loop.GetAwaiter().GetResult();
        _executor.Dispose();
    }

    private (BatchedExecutor Executor, SharpPlace[] Places) Start()
    {
        var executor = new BatchedExecutor(_weights, _parameters);
        if (_adapter is not null)
        {
            executor.Context.NativeHandle.SetLoraAdapters((_adapter, _options.LoraScale));
        }

        return (executor, [.. Enumerable.Range(0, _options.MaxConcurrency).Select(_ => new SharpPlace(executor.Create()))]);
    }

    private async Task RunAsync()
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
                if (!TryRestart())
                {
                    break;
                }
            }
        }

        FailPlaces(new ObjectDisposedException(nameof(SharpEngine)));
        _queue.Writer.TryComplete();
        while (_queue.Reader.TryRead(out var waiting))
        {
            waiting.Generations[0].Fail(new ObjectDisposedException(nameof(SharpEngine)));
        }
    }

    /// <summary>Makes an executor in place of one that has failed; false if that fails, too, and nobody can be served any more.</summary>
    private bool TryRestart()
    {
        _executor.Dispose();
        try
        {
            (_executor, _places) = Start();
            return true;
        }
        catch (LLama.Exceptions.RuntimeError)
        {
            _places = [];
            return false;
        }
    }

    /// <summary>Gives free places to waiting requests; waits while there is nothing to do at all. False when the engine stops.</summary>
    private async ValueTask<bool> AdmitAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            foreach (var place in _places)
            {
                while (place.Request is null && _queue.Reader.TryRead(out var request))
                {
                    if (request.CancellationToken.IsCancellationRequested)
                    {
                        Interlocked.Decrement(ref _unfinished);
                        request.Generations[0].Fail(new OperationCanceledException(request.CancellationToken));
                        continue;
                    }

                    place.Serve(request);
                    place.Conversation.Prompt(Array.ConvertAll(request.Prompt, token => (LLamaToken)token));
                }
            }

            if (Array.Exists(_places, place => place.Request is not null))
            {
                return true;
            }

            try
            {
                await _queue.Reader.WaitToReadAsync(_stopping.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }

        return false;
    }

    private async Task StepAsync()
    {
        var result = await _executor.Infer().ConfigureAwait(false);
        if (result != DecodeResult.Ok)
        {
            throw new LlamaException($"Decoding failed: {result}.");
        }

        foreach (var place in _places)
        {
            // Only what the last batch gave can be sampled; others still have prompt to read.
            if (place.Request is { } request && place.Conversation.RequiresSampling)
            {
                Advance(place, request);
            }
        }
    }

    private void Advance(SharpPlace place, GenerationRequest request)
    {
        var generation = place.Generation;
        if (request.CancellationToken.IsCancellationRequested)
        {
            generation.Fail(new OperationCanceledException(request.CancellationToken));
            Release(place);
            return;
        }

        var pipeline = new ModelRouterSamplingPipeline(generation.NextRow());
        pipeline.Draw(_executor.Context.NativeHandle, place.Conversation.GetSampleIndex());
        var next = generation.Take(pipeline.Last, _vocabulary, out var reason);
        if (next is not null && place.Conversation.TokenCount >= _contextSize)
        {
            (next, reason) = (null, FinishReason.Length);
        }

        if (next is { } token)
        {
            place.Conversation.Prompt((LLamaToken)token);
        }
        else
        {
            generation.Finish(reason, request.Prompt.Length, cachedTokens: 0, TokenSampler.Best.Name);
            Release(place);
        }
    }

    private void Release(SharpPlace place)
    {
        place.Release();
        Interlocked.Decrement(ref _unfinished);
    }

    private void FailPlaces(Exception error)
    {
        foreach (var place in _places)
        {
            if (place.Request is not null)
            {
                place.Generation.Fail(error);
                Interlocked.Decrement(ref _unfinished);
            }
        }
    }
}
