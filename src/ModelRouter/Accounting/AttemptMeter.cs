using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Meters one attempt: takes the provider's figures from wherever they come, and the text in case none come.</summary>
/// <remarks>Not safe for concurrent use. Every figure is cumulative at the providers, so repeated reports merge by their
/// maximum and are never added up; a reported 0 is a figure, a missing one is not.</remarks>
internal sealed class AttemptMeter
{
    private long? _input;
    private long? _cached;
    private long? _output;
    private long? _reasoning;
    private long? _total;
    private long _answerUnits;
    private long _thoughtUnits;

    /// <summary>True once anything at all has arrived.</summary>
    internal bool HasAny { get; private set; }

    internal GenerationConfidence? Confidence { get; private set; }

    internal void Add(ChatResponse response)
    {
        HasAny = true;
        Confidence = response.GetConfidence() ?? Confidence;
        Merge(response.Usage);
        foreach (var message in response.Messages)
        {
            Add(message.Contents);
        }
    }

    internal void Add(ChatResponseUpdate update)
    {
        HasAny = true;
        Confidence = update.GetConfidence() ?? Confidence;
        Add(update.Contents);
    }

    /// <summary>The attempt's tokens.</summary>
    /// <param name="estimatedInput">The analysis' estimate, used where the provider reports no input.</param>
    internal TokenUsage Usage(int estimatedInput)
    {
        var input = _input ?? (_output is { } known && _total is { } sum ? Math.Max(0, sum - known) : estimatedInput);
        var cached = Math.Min(_cached ?? 0, input);
        long output;
        var isEstimated = _input is null && (_output is null || _total is null);
        if (_output is { } reported)
        {
            // Some providers leave thinking out of the output but not out of the total; what is over is billed as thinking.
            var missing = _total is { } total && _input is not null ? Math.Max(0, total - input - reported) : 0;
            output = reported + missing;
            return new(input, cached, output, Math.Min(Math.Max(_reasoning ?? 0, missing), output), isEstimated);
        }

        if (_total is { } onlyTotal)
        {
            output = Math.Max(0, onlyTotal - input);
            return new(input, cached, output, Math.Min(_reasoning ?? 0, output), _input is null);
        }

        var thought = _reasoning ?? TokenEstimator.Tokens(_thoughtUnits);
        output = thought + TokenEstimator.Tokens(_answerUnits);
        return new(input, cached, output, thought, IsEstimated: true);
    }

    private void Add(IList<AIContent> contents)
    {
        for (var i = 0; i < contents.Count; i++)
        {
            switch (contents[i])
            {
                case UsageContent usage:
                    Merge(usage.Details);
                    break;
                case TextContent text:
                    _answerUnits += TokenEstimator.Units(text.Text);
                    break;
                case TextReasoningContent thought:
                    _thoughtUnits += TokenEstimator.Units(thought.Text);
                    break;
                case FunctionCallContent call:
                    _answerUnits += ContentText.Units(call);
                    break;
            }
        }
    }

    private void Merge(UsageDetails? usage)
    {
        if (usage is null)
        {
            return;
        }

        _input = Larger(_input, usage.InputTokenCount);
        _cached = Larger(_cached, usage.CachedInputTokenCount);
        _output = Larger(_output, usage.OutputTokenCount);
        _reasoning = Larger(_reasoning, usage.ReasoningTokenCount);
        _total = Larger(_total, usage.TotalTokenCount);
    }

    private static long? Larger(long? a, long? b) => b is not { } known ? a : Math.Max(Math.Max(0, known), a ?? 0);
}
