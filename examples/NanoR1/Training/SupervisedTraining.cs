using System.Numerics.Tensors;

namespace NanoR1;

/// <summary>Learns to continue prompts as worked solutions do: the first half of R1's recipe.</summary>
/// <remarks>A step's batch is always cut into the same two shards, which run on two threads where there are two, so that the
/// same seed gives the same weights on every machine of one kind.</remarks>
internal sealed class SupervisedTraining
{
    private const int Shards = 2;
    private const int ShardTokens = 1024;
    private const double ClipNorm = 1.0;

    private readonly ExerciseMix _mix;
    private readonly LearningRate _rate;
    private readonly int _seed;
    private readonly int _context;
    private readonly Action<Gradients, int, float> _learn;
    private readonly TransformerPass[] _passes;
    private readonly float[][] _logs;
    private readonly float[][] _scales;

    /// <param name="weights">The model that is tried.</param>
    /// <param name="learn">Moves it by the gradient of the mean loss, the step's number and the learning rate.</param>
    /// <param name="mix">Where the exercises come from.</param>
    /// <param name="rate">The learning rate of each step.</param>
    /// <param name="seed">Decides on the exercises.</param>
    public SupervisedTraining(TransformerWeights weights, Action<Gradients, int, float> learn, ExerciseMix mix, LearningRate rate, int seed)
    {
        (_learn, _mix, _rate, _seed, _context) = (learn, mix, rate, seed, weights.Shape.Context);
        _logs = [.. Enumerable.Range(0, Shards).Select(_ => new float[ShardTokens])];
        _scales = [.. Enumerable.Range(0, Shards).Select(_ => new float[ShardTokens])];
        _passes = [.. Enumerable.Range(0, Shards).Select(_ => new TransformerPass(weights, ShardTokens))];
    }

    /// <summary>Takes one step.</summary>
    /// <param name="step">Which, counted from 1; it decides on the exercises.</param>
    /// <exception cref="TrainingDivergedException">The loss is not a number.</exception>
    public StepReport Step(int step)
    {
        var batches = new Batch[Shards];
        var losses = new double[Shards];
        Parallel.For(0, Shards, shard => batches[shard] = _mix.Fill(Seeds.Of(_seed, step, shard), ShardTokens, _context));
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
        _learn(gradients, step, rate);
        return new StepReport(step, batches.Sum(batch => batch.Tokens.Count), loss, norm, rate);
    }
}
