namespace NanoR1.Tests;

public sealed class TrainingTests : IDisposable
{
    private static readonly ModelShape Shape = new(ByteTokenizer.VocabularySize, 32, 2, 2, 64, 512);
    private readonly string _folder = Directory.CreateTempSubdirectory("nano-r1-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Training_lowers_the_loss()
    {
        var (_, reports) = Train(steps: 30, resumeAfter: null);
        Assert.InRange(reports[^1].Loss, 0, 0.8 * reports[0].Loss);
    }

    [Fact]
    public void Stopping_and_resuming_gives_the_same_curve_and_the_same_weights()
    {
        var (straight, reports) = Train(steps: 8, resumeAfter: null);
        var (resumed, resumedReports) = Train(steps: 8, resumeAfter: 5);
        Assert.Equal(reports, resumedReports);
        Assert.All(straight.All, parameter => Assert.Equal(parameter.Values, resumed.All[parameter.Index].Values));
    }

    [Fact]
    public void A_loss_that_is_no_number_ends_the_training_and_says_what_to_do()
    {
        var weights = TransformerWeights.CreateRandom(Shape, 1);
        weights.OutputNorm.Values[0] = float.NaN;
        var moved = false;
        var training = new SupervisedTraining(weights, (_, _, _) => moved = true, Mix(), new LearningRate(0.005f, 10), seed: 1);
        var failure = Assert.Throws<TrainingDivergedException>(() => training.Step(1));
        Assert.Contains("--rate", failure.Message, StringComparison.Ordinal);
        Assert.False(moved);
    }

    [Fact]
    public void Nothing_to_learn_from_is_an_error() =>
        Assert.Contains("nothing to learn from", Assert.Throws<ArgumentException>(() => new ExerciseMix([])).Message, StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData("cut", "checksum")]
    [InlineData("flipped", "checksum")]
    [InlineData("foreign", "no checkpoint")]
    [InlineData("empty", "no checkpoint")]
    [InlineData("other sizes", "other sizes")]
    public void A_damaged_or_foreign_checkpoint_is_refused(string damage, string reason)
    {
        var path = Path.Combine(_folder, "x.ckpt");
        var weights = TransformerWeights.CreateRandom(damage == "other sizes" ? Shape with { Layers = 1 } : Shape, 1);
        Checkpoint.Save(path, weights.All, new Optimizer(weights.All), 3);
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= damage == "flipped" ? (byte)1 : (byte)0;
        File.WriteAllBytes(path, damage switch { "cut" => bytes[..(bytes.Length / 2)], "foreign" => [.. "GGUF"u8, .. bytes], "empty" => [], _ => bytes });
        var target = new TransformerWeights(Shape);
        Assert.Contains(reason, Assert.Throws<CorruptCheckpointException>(() => Checkpoint.Load(path, target.All, null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_that_could_not_be_written_leaves_the_last_one()
    {
        var path = Path.Combine(_folder, "x.ckpt");
        var weights = TransformerWeights.CreateRandom(Shape, 1);
        var optimizer = new Optimizer(weights.All);
        Checkpoint.Save(path, weights.All, optimizer, 3);

        // A folder in the place of the temporary file makes the next save fail half-way.
        Directory.CreateDirectory(path + ".tmp");
        Assert.ThrowsAny<Exception>(() => Checkpoint.Save(path, weights.All, optimizer, 4));
        Assert.Equal(3, Checkpoint.Load(path, weights.All, optimizer));
    }

    [Fact]
    public void The_learning_rate_rises_stays_and_falls_to_nearly_nothing()
    {
        var rate = new LearningRate(1f, 1000);
        Assert.Equal(0.02f, rate.At(1), 1e-6f);
        Assert.Equal(1f, rate.At(50));
        Assert.Equal(1f, rate.At(601));
        Assert.Equal(0.5f, rate.At(801), 1e-6f);
        Assert.InRange(rate.At(1000), 1e-6f, 0.01f);
    }

    [Fact]
    public void Orthogonalizing_brings_the_singular_values_near_one_whichever_side_is_longer()
    {
        var random = new Random(1);
        foreach (var (rows, columns) in new[] { (8, 8), (6, 20), (20, 6) })
        {
            var values = Enumerable.Range(0, rows * columns).Select(_ => (float)TransformerWeights.Normal(random)).ToArray();
            var matrix = new View(values, rows, columns);
            NewtonSchulz.Orthogonalize(matrix);
            var side = Math.Min(rows, columns);
            var small = rows <= columns ? matrix : matrix.Transposed;
            var gram = new float[side * side];
            Gemm.Multiply(small, small.Transposed, new View(gram, side, side), accumulate: false);

            // The trace is the sum of the squares of the singular values, each of which ends between 0.7 and 1.2.
            Assert.InRange(Enumerable.Range(0, side).Sum(i => gram[i * (side + 1)]) / side, 0.45, 1.5);
        }
    }

    private static ExerciseMix Mix() => new([TaskFamilies.Arithmetic[0]]);

    private (TransformerWeights Weights, List<StepReport> Reports) Train(int steps, int? resumeAfter)
    {
        var weights = TransformerWeights.CreateRandom(Shape, 1);
        var optimizer = new Optimizer(weights.All);
        var reports = new List<StepReport>();
        for (var step = 1; step <= steps; step++)
        {
            var training = new SupervisedTraining(
                weights, (gradients, at, rate) => optimizer.Step(gradients.All, at, rate), Mix(), new LearningRate(0.01f, 100), seed: 1);
            reports.Add(training.Step(step));
            if (step == resumeAfter)
            {
                var path = Path.Combine(_folder, "resume.ckpt");
                Checkpoint.Save(path, weights.All, optimizer, step);
                weights = TransformerWeights.CreateRandom(Shape, 2);
                optimizer = new Optimizer(weights.All);
                Assert.Equal(step, Checkpoint.Load(path, weights.All, optimizer));
            }
        }

        return (weights, reports);
    }
}
