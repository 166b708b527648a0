using System.Numerics.Tensors;

namespace NanoR1;

/// <summary>Learns to continue prompts as worked solutions do: the first half of R1's recipe.</summary>
/// <remarks>A step's batch is always cut into the same two shards, which run on two threads where there are two, so that the
/// same seed gives the same weights on every machine of one kind.</remarks>
internal sealed class SupervisedTraining
{
    private const int Shards = 2;
    private const int ShardTokens = 2048;
    private const double ClipNorm = 1.0;

    private readonly ExerciseMix _mix;
    private readonly LearningRate _rate;
    private readonly int _seed;
    private readonly Optimizer _optimizer;
    private readonly TransformerPass[] _passes;
    private readonly float[][] _logs;
    private readonly float[][] _scales;

    public SupervisedTraining(TransformerWeights weights, Optimizer optimizer, ExerciseMix mix, LearningRate rate, int seed)
    {
        (Weights, _optimizer, _mix, _rate, _seed) = (weights, optimizer, mix, rate, seed);
        _logs = [.. Enumerable.Range(0, Shards).Select(_ => new float[ShardTokens])];
        _scales = [.. Enumerable.Range(0, Shards).Select(_ => new float[ShardTokens])];
        _passes = [.. Enumerable.Range(0, Shards).Select(_ => new TransformerPass(weights, ShardTokens))];
    }

    public TransformerWeights Weights { get; }

    /// <summary>Takes one step.</summary>
    /// <param name="step">Which, counted from 1; it decides on the exercises.</param>
    /// <exception cref="TrainingDivergedException">The loss is not a number.</exception>
    public StepReport Step(int step)
    {
        var batches = new Batch[Shards];
        var losses = new double[Shards];
        Parallel.For(0, Shards, shard => batches[shard] = _mix.Fill(new Random(unchecked((_seed * 1_000_003) + (step * 31) + shard)), ShardTokens, Weights.Shape.Context));
        var targets = batches.Sum(batch => batch.TargetCount);
        Parallel.For(0, Shards, shard =>
        {
            var (pass, batch) = (_passes[shard], batches[shard]);
            var (logs, scales) = (_logs[shard], _scales[shard]);
            scales.AsSpan().Fill(1f / targets);
            pass.Gradients.Clear();
            pass.Forward(batch, logs);
            losses[shard] = -TensorPrimitives.Sum<float>(logs.AsSpan(0, batch.Tokens.Count));
            pass.Backward(batch, scales);
        });

        var gradients = _passes[0].Gradients;
        gradients.Add(_passes[1].Gradients);
        var loss = losses.Sum() / targets;
        var norm = gradients.Clip(ClipNorm);
        if (!double.IsFinite(loss) || !double.IsFinite(norm))
        {
            throw new TrainingDivergedException(step, loss);
        }

        var rate = _rate.At(step);
        _optimizer.Step(gradients, step, rate);
        return new StepReport(step, batches.Sum(batch => batch.Tokens.Count), loss, norm, rate);
    }
}
