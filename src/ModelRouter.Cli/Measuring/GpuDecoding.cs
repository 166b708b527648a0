using ModelRouter.LlamaCpp;

namespace ModelRouter.Cli;

/// <summary>Sampling between the steps of a model in the shape of DeepSeek-R1-Distill-Qwen-1.5B, random weights.</summary>
/// <param name="Tokens">Tokens that were compared with those of the processor.</param>
/// <param name="Mismatches">How many of them came out otherwise.</param>
/// <param name="Times">Speeds by the place that logits are sampled at.</param>
internal sealed record GpuDecoding(int Tokens, int Mismatches, IReadOnlyList<DecodeTime> Times)
{
    private const int ComparedSteps = 32;
    private const int TimedSteps = 64;
    private const int Rounds = 5;

    /// <summary>Whether the tokens were drawn on the GPU.</summary>
    internal bool IsOnDevice => Times.Any(static time => time.Sampler == "cuda");

    /// <summary>Writes the model to the temporary folder, runs it on the GPU and deletes it.</summary>
    /// <exception cref="LlamaNativesException">llama.cpp's libraries are missing.</exception>
    /// <exception cref="IOException">There is no room for the model's file.</exception>
    internal static async Task<GpuDecoding> RunAsync(IReadOnlyList<int> sequences, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("modelrouter-gpu-check-");
        try
        {
            var path = Path.Combine(folder.FullName, "r1-distill-shape.gguf");
            SyntheticModel.Write(path, SyntheticShape.R1Distill, ct);
            using var model = await LlamaModel.LoadAsync(path, gpuLayers: -1, progress: null, ct).ConfigureAwait(false);
            var mismatches = sequences.Sum(count => DecodeBenchmark.CountMismatches(model, count, ComparedSteps, ct));
            var times = DecodeBenchmark.Measure(model, sequences, TimedSteps, Rounds, threads: 1, ct).ToList();
            return new(sequences.Sum() * ComparedSteps, mismatches, times);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
