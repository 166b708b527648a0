using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;

namespace ModelRouter.Benchmarks;

/// <summary>Understanding a prompt of about 200 tokens and predicting what ten models make of it.</summary>
[MemoryDiagnoser]
public class PredictionBenchmarks
{
    private readonly PromptAnalyzer _analyzer = new();
    private readonly LearnedSuccessPredictor _predictor = new();

    // Of three bodies of outcomes, as they might meet in one deployment.
    private readonly ModelProfile[] _models =
    [
        .. new[]
        {
            "deepseek-r1", "gemma-3-27b-it", "o3-mini", "qwq-32b", "llama-3.3-70b-instruct", "mistral-small-3.1-24b-instruct", "claude-3.5-sonnet",
            "qwen2.5-7b-instruct", "gemma-2-9b-it", "DeepSeek-Coder-V2",
        }.Select(static id => new ModelProfile { Id = id, Tier = ModelTier.Cloud, Pricing = ModelPricing.Free }),
    ];

    /// <summary>Fails if one of them were judged by its prior alone.</summary>
    [GlobalSetup]
    public void Setup()
    {
        if (!Array.TrueForAll(_models, static model => RouterWeights.Default.MeanOf(model.Id) is not null))
        {
            throw new InvalidOperationException("The shipped weights don't know all ten models.");
        }
    }

    [Benchmark]
    public double AnalyzeAndPredict()
    {
        var prompt = _analyzer.Analyze(RoutingBenchmarks.Prompt, options: null);
        var sum = 0.0;
        foreach (var model in _models)
        {
            sum += _predictor.Predict(prompt, model);
        }

        return sum;
    }

    [Benchmark]
    public PromptProfile Analyze() => _analyzer.Analyze(RoutingBenchmarks.Prompt, options: null);
}
