using ModelRouter.LlamaCpp;

namespace ModelRouter.Cli;

/// <summary>Measures what sampling adds to decoding, by the place that logits are sampled at.</summary>
/// <remarks>Contenders take turns in rounds, so that what else the machine does falls on all of them.</remarks>
internal static class DecodeBenchmark
{
    internal const string Unsampled = "no sampling";
    internal const string InPlace = "sampled in place";
    internal const string Copied = "copied, then sampled";

    /// <summary>All numbers of sequences, one after the other.</summary>
    /// <exception cref="LlamaException">A context can't be made; no memory is left, for example.</exception>
    internal static IEnumerable<DecodeTime> Measure(LlamaModel model, IEnumerable<int> sequences, int steps, int rounds, int threads, CancellationToken ct) =>
        sequences.SelectMany(count => Measure(model, count, steps, rounds, threads, ct));

    /// <summary>How many tokens drawn where the logits lie differ from those that the processor draws from copies of them.</summary>
    internal static int CountMismatches(LlamaModel model, int sequences, int steps, CancellationToken ct)
    {
        using var contender = new DecodeContender(InPlace, model, sequences, steps, threads: 1, copiesLogits: false, samples: true);
        contender.ComparesWithProcessor = true;
        contender.Run(ct);
        return contender.Mismatches;
    }

    private static DecodeTime[] Measure(LlamaModel model, int sequences, int steps, int rounds, int threads, CancellationToken ct)
    {
        using var unsampled = new DecodeContender(Unsampled, model, sequences, steps, threads, copiesLogits: true, samples: false);
        using var inPlace = new DecodeContender(InPlace, model, sequences, steps, threads, copiesLogits: false, samples: true);
        using var copied = new DecodeContender(Copied, model, sequences, steps, threads, copiesLogits: true, samples: true);
        DecodeContender[] contenders = [unsampled, inPlace, copied];
        Array.ForEach(contenders, contender => contender.Run(ct));
        var times = contenders.Select(_ => new List<TimeSpan>()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < contenders.Length; i++)
            {
                times[i].Add(contenders[i].Run(ct));
            }
        }

        return [.. contenders.Select((contender, i) => new DecodeTime(
            contender.Name,
            contender.Sampler,
            sequences,
            times[i].Order().ElementAt(rounds / 2),
            times[i].Select((time, round) => times[0][round] / time).Order().ElementAt(rounds / 2)))];
    }
}
