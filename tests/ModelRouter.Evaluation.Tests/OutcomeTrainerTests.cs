using Microsoft.Extensions.AI;

namespace ModelRouter.Evaluation.Tests;

public sealed class OutcomeTrainerTests
{
    private static readonly PromptAnalyzer Analyzer = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly string[] Code = ["Fix this function:\n```\nint f(int {0}) {{ return {0} / 0; }}\n```", "Write a C# method that sorts {0} by length.\nvar {0} = new List<string>();"];
    private static readonly string[] Verse = ["Write a poem on {0} in the first snow.", "Tell my child a bedtime story about {0} and the moon."];
    private static readonly string[] Words = ["apples", "rivers", "engines", "letters", "horses", "clouds", "numbers", "tables", "bridges", "songs", "winters", "garden gates"];

    [Fact]
    public void A_model_that_fails_at_one_kind_of_prompts_is_trusted_less_with_others_of_that_kind()
    {
        var training = OutcomeTrainer.Train(Labels(static isCode => isCode ? 1 : 0), seed: 3, cancellationToken: Ct);
        Assert.True(training.HasLearned);
        Assert.Equal((120, "a"), (training.Labels, Assert.Single(training.Models)));

        var read = RouterWeights.Read(new MemoryStream(Bytes(training.Weights)));
        foreach (var predictor in (LearnedSuccessPredictor[])[new(RouterWeights.Default.With(training.Weights)), new(RouterWeights.Default.With(read))])
        {
            var (code, verse, before) = (Chance(predictor, Code[0], "a"), Chance(predictor, Verse[0], "a"), Chance(new LearnedSuccessPredictor(), Verse[0], "a"));
            Assert.True(code > 0.7, $"{code}");
            Assert.True(verse < 0.3, $"{verse}");

            // Whom no label is about stays as it was.
            Assert.Equal(before, Chance(predictor, Verse[0], "b"));
        }

        Assert.Equal(Bytes(training.Weights), Bytes(OutcomeTrainer.Train(Labels(static isCode => isCode ? 1 : 0), seed: 3, cancellationToken: Ct).Weights));
    }

    [Fact]
    public void Labels_that_follow_nothing_correct_nothing()
    {
        var random = new Random(1);
        var training = OutcomeTrainer.Train(Labels(_ => random.NextDouble() < 0.6 ? 1 : 0), cancellationToken: Ct);
        Assert.False(training.HasLearned);
        var weights = RouterWeights.Read(new MemoryStream(Bytes(training.Weights)));
        Assert.Equal(Chance(new LearnedSuccessPredictor(), Code[0], "a"), Chance(new LearnedSuccessPredictor(RouterWeights.Default.With(weights)), Code[0], "a"));
    }

    [Fact]
    public void What_was_learned_before_is_learned_on_top_of()
    {
        var first = OutcomeTrainer.Train(Labels(static _ => 0), cancellationToken: Ct);
        var second = OutcomeTrainer.Train(Labels(static _ => 0, from: 1_000), onto: first.Weights, cancellationToken: Ct);
        double before = Chance(new LearnedSuccessPredictor(), Verse[0], "a"), once = Chance(new LearnedSuccessPredictor(first.Weights), Verse[0], "a"), twice = Chance(new LearnedSuccessPredictor(second.Weights), Verse[0], "a");
        Assert.True(before > once && once > twice, $"{before} {once} {twice}");
    }

    [Fact]
    public void A_label_counts_once_however_often_weights_are_trained_from_it()
    {
        List<OutcomeLabel> early = Labels(static isCode => isCode ? 1 : 0), late = Labels(static _ => 0, from: 1_000);
        var first = RouterWeights.Read(new MemoryStream(Bytes(OutcomeTrainer.Train(early, cancellationToken: Ct).Weights)));
        var none = Assert.Throws<RoutingDataException>(() => OutcomeTrainer.Train(early, first, cancellationToken: Ct));
        Assert.Contains("0 labels that count beside 120 that the weights know", none.Message, StringComparison.Ordinal);

        var (both, alone) = (OutcomeTrainer.Train([.. early, .. late], first, cancellationToken: Ct), OutcomeTrainer.Train(late, first, cancellationToken: Ct));
        Assert.Equal((120, 120), (both.Labels, alone.Labels));
        Assert.Equal(Bytes(alone.Weights), Bytes(both.Weights));
        Assert.Throws<RoutingDataException>(() => OutcomeTrainer.Train([.. early, .. late], both.Weights, cancellationToken: Ct));
    }

    [Fact]
    public async Task A_router_with_weights_learns_on_top_of_them_only_what_they_were_not_learned_from()
    {
        var labels = Labels(static _ => 0);
        var weights = OutcomeTrainer.Train(labels, cancellationToken: Ct).Weights;
        await using var learner = await OutcomeLearner.OpenAsync(options: new() { Weights = weights }, cancellationToken: Ct);
        var (predictor, corrected) = (new LearnedSuccessPredictor(weights), new CorrectedPredictor(new LearnedSuccessPredictor(weights), learner));
        await TellAsync(labels);
        Assert.Equal(120, learner.Count);
        Assert.Equal(Chance(predictor, Verse[0], "a"), Chance(corrected, Verse[0], "a"));

        // One of them corrected later, and as many of others: those are new.
        await TellAsync([labels[0] with { Outcome = 1 }, .. Labels(static _ => 1, from: 1_000)]);
        while (learner.Current is null)
        {
            await Task.Delay(1, Ct);
        }

        Assert.True(Chance(corrected, Verse[0], "a") > Chance(predictor, Verse[0], "a"));

        async Task TellAsync(IEnumerable<OutcomeLabel> told)
        {
            foreach (var label in told)
            {
                Assert.True(await learner.AddAsync(label, Ct));
            }

            await learner.Fitting;
        }
    }

    [Fact]
    public void Weights_of_another_version_are_to_be_trained_anew()
    {
        var bytes = Bytes(OutcomeTrainer.Train(Labels(static _ => 0), cancellationToken: Ct).Weights);
        var version = System.Text.Encoding.ASCII.GetString(bytes).IndexOf(" 4", StringComparison.Ordinal) + 1;
        bytes[version] = (byte)'2';
        var former = Assert.Throws<InvalidDataException>(() => RouterWeights.Read(new MemoryStream(bytes)));
        Assert.Contains("train them anew", former.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_person_s_labels_are_a_part_of_all_where_others_have_told_something_and_a_few_teach_nothing()
    {
        List<OutcomeLabel> Told(int ofOthers) =>
            [.. Labels(static _ => 0).Select((label, i) => label with { Call = label.Call with { Source = i < ofOthers ? $"other {i % 4}" : "one" } })];

        Assert.Equal(120, OutcomeTrainer.Train(Told(0), cancellationToken: Ct).Labels);
        Assert.Equal(24 + 10, OutcomeTrainer.Train(Told(24), cancellationToken: Ct).Labels);
        Assert.Equal(120, OutcomeTrainer.Train(Told(24), sourceShare: 1, cancellationToken: Ct).Labels);
        var few = Assert.Throws<RoutingDataException>(() => OutcomeTrainer.Train(Told(0)[..10], cancellationToken: Ct));
        Assert.Contains("10 labels that count", few.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void However_many_labels_say_so_the_odds_move_within_a_bound()
    {
        var training = OutcomeTrainer.Train(Labels(static _ => 0), cancellationToken: Ct);
        var predictor = new LearnedSuccessPredictor(training.Weights);
        foreach (var text in Code.Concat(Verse).Append(new string('!', 5_000)))
        {
            double before = Chance(new LearnedSuccessPredictor(new(PromptEncoder.Default, [])), text, "a"), after = Chance(predictor, text, "a");
            Assert.InRange(after / (1 - after) / (before / (1 - before)), 0.999 / (1 + training.Prompts), 1.001 * (1 + training.Prompts));
        }
    }

    [Fact]
    public void Damaged_corrections_are_refused_or_still_give_chances()
    {
        var bytes = Bytes(OutcomeTrainer.Train(Labels(static isCode => isCode ? 1 : 0), cancellationToken: Ct).Weights);
        for (var at = 0; at < bytes.Length; at += 3)
        {
            byte[] damaged = [.. bytes];
            damaged[at] ^= 0x55;
            foreach (var file in (byte[][])[damaged, bytes[..at]])
            {
                try
                {
                    Assert.InRange(Chance(new LearnedSuccessPredictor(RouterWeights.Read(new MemoryStream(file))), Code[0], "a"), 0, 1);
                }
                catch (InvalidDataException)
                {
                }
            }
        }
    }

    private static byte[] Bytes(RouterWeights weights)
    {
        var stream = new MemoryStream();
        weights.Write(stream);
        return stream.ToArray();
    }

    private static double Chance(ISuccessPredictor predictor, string text, string model) => predictor.Predict(
        Analyzer.Analyze([new(ChatRole.User, string.Format(System.Globalization.CultureInfo.InvariantCulture, text, "lanterns"))], null),
        new() { Id = model, Tier = ModelTier.Cloud, Pricing = new() { InputPerMillion = 1 }, Quality = 0.6 });

    /// <summary>Of 120 calls of the model <c>a</c>, half of them for code; others by the number of the first.</summary>
    private static List<OutcomeLabel> Labels(Func<bool, double> outcome, int from = 0) =>
    [
        .. Enumerable.Range(0, 120).Select(i =>
        {
            var isCode = i % 2 == 0;
            var text = string.Format(
                System.Globalization.CultureInfo.InvariantCulture, (isCode ? Code : Verse)[i / 2 % 2], $"{Words[i / 4 % Words.Length]}{(i >= 48 ? $" and {Words[(i * 7) % Words.Length]}{new string('.', i / 48)}" : "")}");
            var profile = Analyzer.Analyze([new(ChatRole.User, text)], null);
            return new OutcomeLabel(
                new(new Guid(from + i, 0, 0, new byte[8]), DateTimeOffset.UnixEpoch.AddMinutes(i), "a", profile.Vector!, Math.Log(0.6 / 0.4), Source: null), OutcomeKind.Feedback, outcome(isCode));
        }),
    ];
}
