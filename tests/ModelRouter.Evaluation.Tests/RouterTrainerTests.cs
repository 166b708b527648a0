using CsCheck;
using Microsoft.Extensions.AI;

namespace ModelRouter.Evaluation.Tests;

public class RouterTrainerTests
{
    private static readonly HeuristicPromptAnalyzer Analyzer = new();
    private static readonly RoutingDataset Data = Worded(Samples.Of(12, 20));
    private static readonly RouterWeights Trained = RouterTrainer.Train([Data], seed: 1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void The_same_data_and_seed_give_the_same_weights()
    {
        Assert.Equal(Bytes(Trained), Bytes(RouterTrainer.Train([Data], seed: 1, cancellationToken: Ct)));
        Assert.NotEqual(Bytes(Trained), Bytes(RouterTrainer.Train([Data], seed: 2, cancellationToken: Ct)));
    }

    [Fact]
    public void Weights_that_were_written_predict_as_before()
    {
        var read = RouterWeights.Read(new MemoryStream(Bytes(Trained)));

        Assert.Equal(["cheap", "dear"], read.Models.Order(StringComparer.Ordinal));
        foreach (var row in Data.Rows.Take(40))
        {
            Assert.Equal(Chance(Trained, row.Prompt, "cheap"), Chance(read, row.Prompt, "cheap"));
        }
    }

    [Fact]
    public void Weights_tell_which_tasks_a_model_can_do()
    {
        Assert.InRange(OddBeyondEven(Trained, Data), 0.15, 1);
        Assert.Equal(0.667, Trained.MeanOf("cheap")!.Value, 0.02);
    }

    [Fact]
    public void Rows_that_know_one_outcome_tell_it_too()
    {
        // Kitchens or hospitals in sentences of one shape, which tells nothing; and no row has a difference between models to be measured by.
        string[] cooking = ["the soup", "fried onions", "a roast chicken", "noodles", "the oven", "bread dough"], medicine = ["the lungs", "a vaccination", "chronic asthma", "insulin", "the clinic", "blood tests"];
        var random = new Random(3);
        var data = Data.With(Data.Rows.Select((row, i) => row with
        {
            Prompt = $"What should I know about {Thing(row, i)} and {Thing(row, (i / 6) + 1)}, number {i}?",
            Quality = random.Next(2) == 0 ? [row.Quality[0], null] : [null, row.Quality[1]],
        }));
        Assert.InRange(OddBeyondEven(RouterTrainer.Train([data], seed: 1, cancellationToken: Ct), data), 0.3, 1);

        string Thing(RoutingRow row, int i) => (IsOdd(row) ? cooking : medicine)[i % 6];
    }

    [Fact]
    public void Damaged_weights_are_refused_or_still_give_chances() => Gen.Select(Gen.Int[0, Bytes(Trained).Length - 1], Gen.Byte, Gen.Bool).Sample(
        (at, value, cut) =>
        {
            var bytes = Bytes(Trained);
            bytes[at] = value;
            try
            {
                var read = RouterWeights.Read(new MemoryStream(cut ? bytes[..at] : bytes));
                Assert.All(read.Models, model => Assert.InRange(Chance(read, "How much is 7 * 8?", model), 0, 1));
            }
            catch (InvalidDataException)
            {
            }
        },
        iter: 300);

    public static TheoryData<byte[]> OtherFiles => [.. new byte[][] { [.. "{\"id\": 1}"u8], [0xff, 0xff, 0xff, 0xff, 0x0f], [0xff, 0xff, 0xff, 0x07, 1], [0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [] }];

    [Theory]
    [MemberData(nameof(OtherFiles))]
    public void Other_files_are_no_weights(byte[] file)
    {
        var bad = Assert.Throws<InvalidDataException>(() => RouterWeights.Read(new MemoryStream(file)));
        Assert.Contains("no router weights", bad.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_repeated_prompts_taught_are_no_surer_than_outcomes_are()
    {
        // Nothing tells when a model is right, so whatever chances differ by has been learned by heart.
        var random = new Random(4);
        var once = new RoutingDataset(Samples.Models, [.. Enumerable.Range(0, 60).Select(i => new RoutingRow($"{i}", "b", Prompt(random), [random.Next(2), random.Next(2)]))], []);
        var often = once.With(Enumerable.Range(0, 20).SelectMany(copy => once.Rows.Select(row => row with { Id = $"{copy} {row.Id}" })));
        Assert.InRange(Spread(RouterTrainer.Train([often], seed: 1, cancellationToken: Ct)), 0, 0.15);

        double Spread(RouterWeights weights) => once.Rows.Average(row => Math.Abs(Chance(weights, row.Prompt, "cheap") - weights.MeanOf("cheap")!.Value));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Tasks_that_ask_the_same_are_learned_from_as_their_prompts_tell(int own)
    {
        // Runs, say, of which the first asks a few prompts more.
        var random = new Random(7);
        RoutingRow[] asked = [.. Worded(Samples.Of(2, 60)).Rows.Select(row => row with { Quality = [random.Next(10) == 0 == IsOdd(row) ? 0 : 1, 1 - random.Next(2)] })];
        var more = Worded(Samples.Of(2, 60, "own")).Rows.Take(own).Select(static row => row with { Subset = "t0" });
        var data = Data.With(Enumerable.Range(0, 10).SelectMany(run => asked.Select(row => row with { Id = $"{run} {row.Id}", Subset = $"t{run}" })).Concat(more));
        var weights = RouterTrainer.Train([data], seed: 1, cancellationToken: Ct);

        Assert.InRange(asked.Where(IsOdd).Average(row => Chance(weights, row.Prompt, "cheap")), 0.8, 0.96);
        Assert.InRange(asked.Where(static row => !IsOdd(row)).Average(row => Chance(weights, row.Prompt, "cheap")), 0.04, 0.2);
    }

    [Fact]
    public void Tasks_that_all_ask_one_prompt_leave_none_to_hold_out()
    {
        var data = Data.With(Data.Rows.Select(static row => row with { Prompt = "prompt" }));
        var none = Assert.Throws<RoutingDataException>(() => RouterTrainer.Train([data], cancellationToken: Ct));
        Assert.Contains("held out", none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_correct_what_is_predicted_as_a_router_does()
    {
        // Sixty of the same prompt are one label, so odds go up to the double and down to the half at most.
        RoutingRow[] rows = [new("0", "b", "Write a haiku about rain.", [0, 1])];
        var test = new RoutingDataset(Samples.Models, rows, []);
        var told = test.With(Enumerable.Range(0, 60).Select(i => rows[0] with { Id = $"{i}" }));
        var corrected = LearnedRows.Create(Analyzer, Trained)(test, null, told, Ct)[0];

        var prompt = ModelRows.Analyze(Analyzer, rows[0]);
        var profiles = ModelRows.Profiles(test, null, told, Trained);
        for (var model = 0; model < 2; model++)
        {
            var chance = new LearnedSuccessPredictor(Trained).Predict(prompt, profiles[model]);
            var moved = LearnedOutcomes.Logit(corrected[model]) - LearnedOutcomes.Logit(chance);
            Assert.InRange(Math.Abs(moved), 0.001, Math.Log(2) + 1e-9);
            Assert.Equal(Math.Sign(rows[0].Quality[model]!.Value - 0.5), Math.Sign(moved));
        }
    }

    [Fact]
    public void A_chance_that_is_hardly_one_stays_so_where_labels_agree()
    {
        // Chances beyond 1% and 99% were moved there before any label was looked at.
        var weights = new RouterWeights(PromptEncoder.Default, [], null, new OutcomeCorrection("cheap", new float[PromptEncoder.Size], -8, 100));
        var (test, told) = (Worded(Samples.Of(2, 20, "test")), Worded(Samples.Of(2, 20, "label")));
        told = told.With(told.Rows.Select(static row => row with { Quality = [0, row.Quality[1]] }));
        Assert.All(LearnedRows.Create(Analyzer, weights)(test, null, told, Ct), static row => Assert.InRange(row[0], 0, 0.0025));
    }

    [Fact]
    public void Too_few_rows_are_refused()
    {
        var few = Assert.Throws<RoutingDataException>(() => RouterTrainer.Train([Samples.Of(2, 5)], cancellationToken: Ct));
        Assert.Contains("10 rows", few.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bodies_of_the_same_models_are_learned_from_as_one()
    {
        var (first, second) = (Data.With(Data.Rows.Take(100)), Data.With(Data.Rows.Skip(100)));
        EvaluatedModel[] turned = [Data.Models[1], Data.Models[0] with { Name = "CHEAP" }];
        Assert.Equal(Bytes(Trained), Bytes(RouterTrainer.Train([first, second.WithModels(turned)], seed: 1, cancellationToken: Ct)));
    }

    [Fact]
    public void A_model_without_outcomes_is_named()
    {
        var data = Data.With(Data.Rows.Select(static row => row with { Quality = [row.Quality[0], null] }));
        var none = Assert.Throws<RoutingDataException>(() => RouterTrainer.Train([data], cancellationToken: Ct));
        Assert.Contains("'dear'", none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_weights_do_not_know_is_left_to_the_prior()
    {
        var profile = new ModelProfile { Id = "unheard-of", Tier = ModelTier.Cloud, Pricing = ModelPricing.Free, Quality = 0.9 };
        var prompt = Analyzer.Analyze([new ChatMessage(ChatRole.User, "Write a haiku about rain.")], options: null);
        var predictor = new LearnedSuccessPredictor(Trained);
        var prior = new PriorSuccessPredictor();

        Assert.Equal(prior.Predict(prompt, profile), predictor.Predict(prompt, profile));
        Assert.Equal(prior.Predict(prompt with { Vector = null }, profile with { Id = "cheap" }), predictor.Predict(prompt with { Vector = null }, profile with { Id = "cheap" }));
        Assert.NotEqual(prior.Predict(prompt, profile), predictor.Predict(prompt, profile with { KnownAs = "Cheap" }));
    }

    [Theory]
    [InlineData(0, -0.1, 0.1)]
    [InlineData(100, 0.25, 1)]
    public void Labels_of_ones_own_traffic_tell_tasks_apart(int labels, double least, double most)
    {
        var test = Worded(Samples.Of(2, 40, "test"));
        var told = labels == 0 ? null : Worded(Samples.Of(2, labels / 2, "label"));
        var predicted = LearnedRows.Create(Analyzer, RouterWeights.Default)(test, null, told, Ct);

        var even = predicted.Take(40).Average(static row => row[0]);
        var odd = predicted.Skip(40).Average(static row => row[0]);
        Assert.InRange(odd - even, least, most);
        Assert.All(predicted.SelectMany(static row => row), static chance => Assert.InRange(chance, 0, 1));
    }

    [Fact]
    public void Every_text_has_a_vector_of_finite_numbers_and_the_same_each_time() => Gen.OneOf(Gen.String, Gen.String[0, 9_000]).Sample(
        text =>
        {
            var vector = PromptEncoder.Default.Encode(text);
            Assert.All(vector.Values.ToArray(), static value => Assert.True(float.IsFinite(value)));
            Assert.Equal(vector, PromptEncoder.Default.Encode(text));
            Assert.InRange(vector.Likeness(vector), 0, 1.001);
        },
        iter: 500);

    /// <summary>How much likelier the cheap model is right in odd tasks, of which it does all rows, than in the others, of which it does a third.</summary>
    private static double OddBeyondEven(RouterWeights weights, RoutingDataset data)
    {
        var chances = data.Rows.GroupBy(IsOdd).ToDictionary(static rows => rows.Key, rows => rows.Average(row => Chance(weights, row.Prompt, "cheap")));
        return chances[true] - chances[false];
    }

    /// <summary>Sums in odd tasks, poems in even ones: kinds of prompts that can be told apart.</summary>
    private static RoutingDataset Worded(RoutingDataset data)
    {
        string[] things = ["rain", "an old harbour", "my grandmother's garden", "the last train home", "bread", "a lost umbrella"];
        return data.With(data.Rows.Select((row, i) => row with
        {
            Prompt = IsOdd(row) ? $"{row.Id}: {(i * 37) + 11} * {i + 3} + {i % 17} = ?" : $"{row.Id}: please write a poem about {things[i % 6]}, in {things[(i / 6) % 6].Length} lines, for someone who feels alone.",
        }));
    }

    private static string Prompt(Random random)
    {
        string[] words = ["rain", "harbour", "compute", "garden", "train", "why", "bread", "umbrella", "17", "sum", "poem", "C#", "letters", "river", "fast", "list"];
        return string.Join(' ', Enumerable.Range(0, random.Next(4, 30)).Select(_ => words[random.Next(words.Length)])) + (random.Next(2) == 0 ? "?" : ".");
    }

    private static bool IsOdd(RoutingRow row) => int.Parse(row.Subset![1..], System.Globalization.CultureInfo.InvariantCulture) % 2 == 1;

    private static double Chance(RouterWeights weights, string prompt, string model) => new LearnedSuccessPredictor(weights).Predict(
        Analyzer.Analyze([new ChatMessage(ChatRole.User, prompt)], options: null),
        new ModelProfile { Id = model, Tier = ModelTier.Cloud, Pricing = ModelPricing.Free });

    private static byte[] Bytes(RouterWeights weights)
    {
        var stream = new MemoryStream();
        weights.Write(stream);
        return stream.ToArray();
    }
}
