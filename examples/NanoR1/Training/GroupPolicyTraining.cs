namespace NanoR1;

/// <summary>Learns from its own attempts at questions whose answers can be checked: group relative policy optimization (GRPO),
/// the second half of R1's recipe.</summary>
/// <remarks>
/// Z. Shao et al., "DeepSeekMath", 2024; DeepSeek-AI, "DeepSeek-R1", 2025. An attempt's advantage is its reward less its group's mean, in
/// deviations of the group: no critic is needed. Each batch of attempts is used for a single step, so the policy that learns is the
/// policy that tried, its probability ratio is one, and the clipping of that ratio never acts. The divergence from the reference
/// is estimated per token as <c>r - log r - 1</c>, r being reference over policy (J. Schulman, "Approximating KL Divergence", 2020).
/// </remarks>
internal sealed class GroupPolicyTraining
{
    private const int Shards = 2;
    private const int Capacity = 2048;
    private const double ClipNorm = 1.0;

    private readonly TransformerWeights _weights;
    private readonly Optimizer _optimizer;
    private readonly ExerciseMix _mix;
    private readonly GroupPolicyOptions _options;
    private readonly LearningRate _rate;
    private readonly int _seed;
    private readonly Func<Exercise, ITaskFamily, IReadOnlyList<int>, double> _reward;
    private readonly TransformerPass[] _policies;
    private readonly TransformerPass[] _references;

    /// <param name="weights">What learns.</param>
    /// <param name="reference">What it shall stay near; the model that the training began with.</param>
    /// <param name="optimizer">Moves it.</param>
    /// <param name="mix">Where the questions come from.</param>
    /// <param name="options">Sizes and weights.</param>
    /// <param name="rate">The learning rate of each step. Rewards are few and noisy, so it has to fall in the end: what noise has moved comes back then.</param>
    /// <param name="seed">Decides on questions and attempts.</param>
    /// <param name="reward">What an attempt is worth; <see cref="Reward.Of"/> unless given.</param>
    public GroupPolicyTraining(
        TransformerWeights weights, TransformerWeights reference, Optimizer optimizer, ExerciseMix mix, GroupPolicyOptions options, LearningRate rate, int seed,
        Func<Exercise, ITaskFamily, IReadOnlyList<int>, double>? reward = null)
    {
        (_weights, _optimizer, _mix, _options, _rate, _seed) = (weights, optimizer, mix, options, rate, seed);
        _reward = reward ?? Reward.Of;
        _policies = [.. Enumerable.Range(0, Shards).Select(_ => new TransformerPass(weights, Capacity))];
        _references = [.. Enumerable.Range(0, Shards).Select(_ => new TransformerPass(reference, Capacity))];
    }

    /// <summary>Tries, compares and learns once.</summary>
    /// <exception cref="TrainingDivergedException">The gradient is not a number.</exception>
    public GroupPolicyReport Step(int step, CancellationToken cancellationToken)
    {
        var groups = new Rollout[_options.Questions][];
        Parallel.For(0, Shards, shard => Try(step, shard, groups, cancellationToken));
        var all = groups.SelectMany(group => group).ToArray();
        var teaching = all.Where(rollout => rollout.Advantage != 0).ToArray();
        var divergence = new double[Shards];
        Parallel.For(0, Shards, shard => divergence[shard] = Learn(shard, teaching));
        var gradients = _policies[0].Gradients;
        gradients.Add(_policies[1].Gradients);
        var norm = gradients.Clip(ClipNorm);
        if (!double.IsFinite(norm))
        {
            throw new TrainingDivergedException(step, norm);
        }

        if (teaching.Length > 0)
        {
            _optimizer.Step(gradients.All, step, _rate.At(step));
        }

        var tokens = Math.Max(1, teaching.Sum(rollout => rollout.Completion.Length));
        return new GroupPolicyReport(
            step,
            all.Average(rollout => rollout.Reward),
            all.Count(rollout => rollout.Reward >= Reward.Right) / (double)all.Length,
            groups.Count(group => group[0].Advantage != 0) / (double)groups.Length,
            divergence.Sum() / tokens);
    }

    private void Try(int step, int shard, Rollout[][] groups, CancellationToken cancellationToken)
    {
        var random = Seeds.Of(_seed, step, shard);
        var mine = Enumerable.Range(0, groups.Length).Where(question => question % Shards == shard).ToArray();
        var exercises = mine.Select(_ => _mix.DrawWithFamily(random)).ToArray();
        var prompts = exercises.SelectMany(drawn => Enumerable.Repeat(ByteTokenizer.Prompt(drawn.Exercise.Prompt), _options.GroupSize)).ToArray();
        var completions = new Decoder(_weights).Generate(prompts, _options.CompletionLimit, _options.Temperature, random, cancellationToken);
        for (var i = 0; i < mine.Length; i++)
        {
            var (family, exercise) = exercises[i];
            groups[mine[i]] = Compare([.. Enumerable.Range(i * _options.GroupSize, _options.GroupSize)
                .Select(k => new Rollout(prompts[k], completions[k], _reward(exercise, family, completions[k])))]);
        }
    }

    /// <summary>Gives each attempt its advantage over the group.</summary>
    internal static Rollout[] Compare(Rollout[] group)
    {
        var mean = group.Average(rollout => rollout.Reward);
        var deviation = Math.Sqrt(group.Average(rollout => Math.Pow(rollout.Reward - mean, 2)));
        return [.. group.Select(rollout => rollout with { Advantage = deviation < 1e-9 ? 0 : (rollout.Reward - mean) / deviation })];
    }

    /// <summary>Adds the gradients of every second attempt, a batch at a time; gives the sum of the divergences of their tokens.</summary>
    private double Learn(int shard, Rollout[] teaching)
    {
        var (policy, reference) = (_policies[shard], _references[shard]);
        policy.Gradients.Clear();
        var divergence = 0.0;
        var waiting = new Queue<Rollout>(teaching.Where((_, i) => i % Shards == shard));
        var logs = new float[Capacity];
        var referenceLogs = new float[Capacity];
        var scales = new float[Capacity];
        while (waiting.Count > 0)
        {
            var batch = new Batch();
            var rollouts = new List<Rollout>();
            while (waiting.TryPeek(out var next) && batch.Tokens.Count + next.Prompt.Length + next.Completion.Length <= Capacity)
            {
                batch.Add(next.Prompt, next.Completion);
                rollouts.Add(waiting.Dequeue());
            }

            policy.Forward(batch, logs);
            reference.Forward(batch, referenceLogs);
            for (var i = 0; i < rollouts.Count; i++)
            {
                var share = 1.0 / (rollouts[i].Completion.Length * (double)teaching.Length);
                for (var t = batch.Segments[i].Start; t < batch.Segments[i].Start + batch.Segments[i].Length; t++)
                {
                    // d/dlogp of -(A·logp) + β·(r - log r - 1), r = exp(reference - logp).
                    var ratio = Math.Exp(referenceLogs[t] - logs[t]);
                    divergence += batch.Targets[t] < 0 ? 0 : ratio - Math.Log(ratio) - 1;
                    scales[t] = (float)(share * (rollouts[i].Advantage - (_options.KlWeight * (1 - ratio))));
                }
            }

            policy.Backward(batch, scales);
        }

        return divergence;
    }
}
