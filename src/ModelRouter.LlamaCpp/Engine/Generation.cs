using System.Threading.Channels;
using ModelRouter.Sampling;

namespace ModelRouter.LlamaCpp;

/// <summary>One answer being generated: its sampling, its limits and its output. The engine writes, one caller reads.</summary>
internal sealed class Generation
{
    private readonly Channel<ThinkSplit> _output = Channel.CreateUnbounded<ThinkSplit>(
        new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    private readonly TaskCompletionSource<GenerationResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<int> _forced = new();
    private readonly GenerationLimits _limits;
    private readonly SamplingRow _row;
    private readonly OutputText _text;
    private readonly AnswerConstraint? _constraint;
    private LlamaException? _fault;
    private ConfidenceMeter _confidence;
    private bool _isForced;
    private int _left;
    private int _outputTokens;
    private int _reasoningTokens;

    /// <param name="row">How it is sampled.</param>
    /// <param name="text">What makes text of its tokens.</param>
    /// <param name="limits">How far it may go.</param>
    /// <param name="constraint">What its answer is held to; disposed at its end.</param>
    public Generation(SamplingRow row, OutputText text, GenerationLimits limits, AnswerConstraint? constraint = null)
    {
        _constraint = constraint;
        _row = row;
        _text = text;
        _limits = limits;
    }

    /// <summary>The text as it comes; completes when the generation ends, with the error if it failed.</summary>
    public ChannelReader<ThinkSplit> Output => _output.Reader;

    /// <summary>The end of the generation.</summary>
    public Task<GenerationResult> Completion => _completion.Task;

    /// <summary>True if the answer is held to a grammar.</summary>
    public bool IsConstrained => _constraint is not null;

    /// <summary>Says that it needs its room no longer; true once.</summary>
    public bool TryLeave() => Interlocked.Exchange(ref _left, 1) == 0;

    /// <summary>What the next token is to be drawn with.</summary>
    public SamplingRow NextRow()
    {
        _isForced = _forced.TryDequeue(out var forced);
        _row.ForcedToken = _isForced ? forced : null;
        return _row;
    }

    /// <summary>Asks the answer's grammar about the token that was drawn with <see cref="NextRow"/>.</summary>
    /// <returns>What another token is to be drawn with, from the same logits; <see langword="null"/> if this one may be taken.</returns>
    public SamplingRow? Refuses(int token)
    {
        if (_constraint is null || _isForced)
        {
            return null;
        }

        var isAllowed = !_constraint.IsLost && _constraint.Allows(token, _text.InThought);
        if (_constraint.IsLost)
        {
            _fault = new LlamaException("The answer can't go on: it has too many ways through its grammar. Let alternatives begin with what tells them apart.");
        }

        if (isAllowed || _constraint.IsLost)
        {
            return null;
        }

        if (_text.InThought)
        {
            // It would end without the answer that it is held to.
            CloseThought();
            if (!_forced.TryDequeue(out var first))
            {
                GiveUp();
                return null;
            }

            _row.ForcedToken = first;
            _isForced = true;
        }
        else if (_constraint.AllowedTokens() is { } allowed)
        {
            _row.AllowedTokens = allowed;
        }
        else
        {
            GiveUp();
            return null;
        }

        _row.IsRedraw = true;
        return _row;
    }

    /// <summary>Nothing can follow that the answer's grammar allows: the next token ends the generation with an error.</summary>
    public void GiveUp() => _fault = new LlamaException(
        "The answer can't go on: there is no token that its grammar allows and the model can write.");

    /// <summary>Takes the token that was drawn with <see cref="NextRow"/>, and writes its text.</summary>
    /// <returns>The token to decode next, or <see langword="null"/> if the generation has ended, for <paramref name="reason"/>.</returns>
    public int? Take(in SampledToken sampled, IModelVocabulary vocabulary, out FinishReason reason)
    {
        reason = FinishReason.Stop;
        if (_fault is not null)
        {
            return null;
        }

        _row.Accept(sampled.Token);
        _row.AllowedTokens = null;
        if (_constraint is not null)
        {
            _constraint.Accept(sampled.Token, _text.InThought);
            if (_constraint.HasBegun)
            {
                // A form may begin with what elsewhere opens a thought, in which nothing would hold the answer to it.
                _text.BeginAnswer();
            }
        }

        _outputTokens++;
        if (vocabulary.IsEndOfGeneration(sampled.Token))
        {
            return null;
        }

        var wasInThought = _text.InThought;
        Write(_text.Add(sampled.Token));
        if (_text.InThought || wasInThought)
        {
            _reasoningTokens++;
            if (!_text.InThought)
            {
                // Whatever was still to close it would come into the answer, past its grammar.
                _forced.Clear();
            }
        }
        else if (!_isForced)
        {
            _confidence.Add(sampled);
        }

        if (_text.Stopped)
        {
            return null;
        }

        if (_outputTokens >= _limits.MaxTokens)
        {
            reason = FinishReason.Length;
            return null;
        }

        if (_text.InThought && _reasoningTokens == _limits.ThinkBudget && !_isForced)
        {
            CloseThought();
        }

        return sampled.Token;
    }

    /// <summary>Ends the generation well; <paramref name="sampler"/> is the name of what drew its tokens.</summary>
    public void Finish(FinishReason reason, int promptTokens, int cachedTokens, string sampler)
    {
        _constraint?.Dispose();
        if (_fault is not null)
        {
            Fail(_fault);
            return;
        }

        Write(_text.Flush());
        var usage = new TokenUsage(promptTokens, cachedTokens, _outputTokens, _reasoningTokens);
        _completion.TrySetResult(new GenerationResult(reason, usage, _confidence.Read(sampler)));
        _output.Writer.TryComplete();
    }

    /// <summary>Ends the generation with an error; cancellation is one.</summary>
    public void Fail(Exception error)
    {
        _constraint?.Dispose();
        _completion.TrySetException(error);

        // The reader of the channel reports the error; nobody need look at the task as well.
        _ = _completion.Task.Exception;
        _output.Writer.TryComplete(error);
    }

    private void CloseThought()
    {
        foreach (var token in _limits.CloseThought.GetValueOrDefault(_text.CloseTag, []))
        {
            _forced.Enqueue(token);
        }
    }

    private void Write(ThinkSplit split)
    {
        if (split.Reasoning.Length + split.Answer.Length > 0)
        {
            _output.Writer.TryWrite(split);
        }
    }
}
