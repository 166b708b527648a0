using CsCheck;

namespace ModelRouter.Tests;

public sealed class LabelSetTests
{
    [Fact]
    public void Whatever_comes_nobody_counts_more_than_as_a_third_of_the_others_or_ten_and_the_order_does_not_matter()
    {
        // Each: prompt, model, who, kind.
        var arrivals = Gen.Select(Gen.Int[0, 95], Gen.Int[0, 2], Gen.Int[0, 5], Gen.Enum<OutcomeKind>()).Array[0, 150];
        Gen.Select(arrivals, Gen.Int[0, 1_000]).Sample(
            (told, seed) =>
            {
                var set = new LabelSet(0.25);
                OutcomeLabel[] labels =
                [
                    .. told.Select(static (one, at) => Labels.Of(one.Item1, 1, one.Item3 == 0 ? null : $"person {one.Item3}", $"model {one.Item2}", one.Item4, at: at))
                        .GroupBy(static label => (label.Call.Source, label.Call.Model, label.Call.Prompt)).SelectMany(static same => same.Take(LabelSet.MostAlike)),
                ];
                Assert.All(labels, label => Assert.True(set.TryAdd(label, out var fallen) && fallen.Count == 0));
                Assert.Equal(labels, set.ToArray());
                var counted = set.Counted();
                var sources = labels.Where(static label => label.Call.Source is not null).GroupBy(static label => label.Call.Source).ToList();
                if (sources.Count > 3 && labels.Length - sources.Max(static source => source.Count()) >= LabelSet.LeastOfOthers)
                {
                    var most = Math.Max(10, (labels.Length - sources.Min(static source => source.Count())) / 3.0);
                    Assert.All(sources, source => Assert.True(counted.Count(label => label.Call.Source == source.Key && label.Kind != OutcomeKind.Verifier) <= most, source.Key));
                }

                // Neither learning ends for want of labels that count, nor does what nobody could have forged lose its word.
                Assert.True(counted.Length >= Math.Min(20, labels.Length));
                Assert.All(labels.Except(counted), static label => Assert.True(label is { Kind: not OutcomeKind.Verifier, Call.Source: not null }));

                new Random(seed).Shuffle(labels);
                var loaded = new LabelSet(0.25);
                Assert.Empty(loaded.Load(labels));
                Assert.Equal(counted.ToHashSet(), loaded.Counted().ToHashSet());
            },
            iter: 60);
    }

    /// <summary>Users by how many labels each has given; in turns, or one after another.</summary>
    [Theory]
    [InlineData(600, 600)]
    [InlineData(600, 300, 300)]
    [InlineData(600, 200, 200, 200)]
    [InlineData(600, 150, 150, 150, 150)]
    [InlineData(600, 120, 120, 120, 120, 120)]
    [InlineData(619, 600, 19)]
    [InlineData(40, 600, 20)]
    [InlineData(200, 600, 100)]
    [InlineData(150, 600, 50, 50)]
    [InlineData(418, 200, 200, 200, 10)]
    [InlineData(200, 600, 50, 50, 50)]
    public void All_is_kept_and_what_counts_is_bounded_by_what_others_gave(int counted, params int[] given)
    {
        foreach (var inTurns in (bool[])[false, true])
        {
            var told = given.SelectMany((labels, who) => Enumerable.Range(0, labels).Select(i => (Who: who, Turn: i)));
            var set = new LabelSet(0.25);
            var at = 0;
            foreach (var (who, _) in inTurns ? told.OrderBy(static one => one.Turn) : told)
            {
                Assert.True(set.TryAdd(Labels.Of(at, 1, $"person {who}", at: at++), out var fallen));
                Assert.Empty(fallen);
            }

            Assert.Equal((given.Sum(), counted), (set.Count, set.Counted().Length));
        }
    }

    [Fact]
    public void Of_who_has_given_too_much_the_weightiest_counts_and_of_that_the_newest()
    {
        var set = new LabelSet(0.25);
        OutcomeLabel[] loud = [.. Enumerable.Range(0, 30).Select(static i => Labels.Of(i, 1, "loud", kind: i % 2 == 0 ? OutcomeKind.Feedback : OutcomeKind.Retry, at: i))];
        OutcomeLabel[] others = [.. Enumerable.Range(0, 24).Select(static i => Labels.Of(i, 1, $"person {i % 4}", at: 100 + i))];
        set.Load([.. loud, .. others]);
        Assert.Equal([.. loud.Where(static label => label.Kind == OutcomeKind.Feedback).TakeLast(10), .. others], set.Counted());
    }

    /// <summary>How many honest labels there are: too few for a bound of what counts, and more.</summary>
    [Theory]
    [InlineData(12)]
    [InlineData(90)]
    public void Who_tells_more_than_there_is_room_for_pushes_out_his_own(int honest)
    {
        var set = new LabelSet(0.25, capacity: 200);
        OutcomeLabel[] others = [.. Enumerable.Range(0, honest).Select(static i => Labels.Of(i, 1, $"person {i % 6}", "rare", i % 2 == 0 ? OutcomeKind.Feedback : OutcomeKind.Retry, at: i))];
        set.Load(others);
        Assert.All(Enumerable.Range(0, 400), i => Assert.True(set.TryAdd(Labels.Of(i, 0, "liar", at: 8_000_000 + i), out _)));
        Assert.Equal(200, set.Count);
        Assert.Equal(others, set.ToArray()[..honest]);
    }

    [Fact]
    public void Who_floods_pushes_out_none_of_another_diligent_voice_but_down_to_as_many_as_his_own()
    {
        var set = new LabelSet(0.25);
        var at = 0;
        foreach (var (who, labels) in ((string, int)[])[("b", 900), ("c", 100), ("d", 100), ("e", 100), ("a", 4_800)])
        {
            for (var i = 0; i < labels; i++)
            {
                set.TryAdd(Labels.Of(at, 1, who, at: at++), out _);
            }
        }

        var kept = set.ToArray().CountBy(static label => label.Call.Source!, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        Assert.Equal((LabelSet.Capacity, 100, 100, 100), (set.ToArray().Length, kept["c"], kept["d"], kept["e"]));
        Assert.InRange(kept["b"], 849, 851);
    }

    [Fact]
    public void Without_room_the_oldest_of_the_model_with_most_labels_falls_out()
    {
        var set = new LabelSet(1, capacity: 3);
        OutcomeLabel[] told = [Labels.Of(0, 1, model: "b"), Labels.Of(1, 1), Labels.Of(2, 1), Labels.Of(3, 1)];
        Assert.All(told[..3], label => Assert.True(set.TryAdd(label, out _)));
        Assert.True(set.TryAdd(told[3], out var fallen));
        Assert.Equal([told[1]], fallen);
        Assert.Equal([told[0], told[2], told[3]], set.ToArray());
    }

    [Fact]
    public void Labels_of_models_that_are_gone_make_room_for_those_that_are_there()
    {
        const int Day = 24 * 60 * 60;
        var set = new LabelSet(1, capacity: 30);
        for (var i = 0; i < 30; i++)
        {
            Assert.True(set.TryAdd(Labels.Of(i, 1, model: i < 20 ? $"gone {i / 10}" : "seldom", at: i < 20 ? 0 : 60 * Day), out _));
        }

        // Lighter than those that are gone.
        for (var i = 0; i < 20; i++)
        {
            Assert.True(set.TryAdd(Labels.Of(30 + i, 1, model: "new", kind: OutcomeKind.Retry, at: 100 * Day), out _));
        }

        Assert.Equal([("seldom", 10), ("new", 20)], set.ToArray().GroupBy(static label => label.Call.Model).Select(static model => (model.Key, model.Count())));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_label_of_a_clock_that_was_ahead_makes_no_other_model_one_that_is_gone(bool isLoaded)
    {
        const int Day = 24 * 60 * 60;
        var set = new LabelSet(1, capacity: 60, new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UnixEpoch.AddDays(1)));
        OutcomeLabel[] told = [.. Enumerable.Range(0, 80).Select(static i => Labels.Of(i, 1, model: i % 2 == 0 ? "a" : "b", at: i)), Labels.Of(80, 1, at: 120 * Day)];
        if (isLoaded)
        {
            // In the order of their times.
            set.Load(told);
        }
        else
        {
            Assert.All(told, label => Assert.True(set.TryAdd(label, out _)));
        }

        Assert.Equal((30, 30), (set.ToArray().Count(static label => label.Call.Model == "a"), set.ToArray().Count(static label => label.Call.Model == "b")));
    }

    [Theory]
    [InlineData(OutcomeKind.Check)]
    [InlineData(OutcomeKind.Escalation)]
    [InlineData(OutcomeKind.Retry)]
    public void Whatever_lighter_comes_feedback_stays(OutcomeKind lighter)
    {
        var set = new LabelSet(0.25, capacity: 60);
        OutcomeLabel[] feedback = [.. Enumerable.Range(0, 40).Select(static i => Labels.Of(i, 1, $"person {i % 5}", at: i))];
        Assert.All(feedback, label => Assert.True(set.TryAdd(label, out _)));
        for (var i = 0; i < 200; i++)
        {
            // Of a loud person, of everybody, and of nobody; of prompts that are labelled already, too.
            Assert.True(set.TryAdd(Labels.Of(i % 96, 0, (i % 3) switch { 0 => "loud", 1 => $"person {i % 5}", _ => null }, kind: lighter, at: 40 + i), out _));
        }

        Assert.Equal(60, set.Count);
        Assert.Equal(feedback, set.ToArray().Where(static label => label.Kind == OutcomeKind.Feedback));
        Assert.All(
            set.Counted().Where(static label => label.Call.Source is not null).GroupBy(static label => label.Call.Source),
            static source => Assert.True(source.Count() <= 20, source.Key));
    }

    [Theory]
    [InlineData(OutcomeKind.Check)]
    [InlineData(OutcomeKind.Retry)]
    public void What_is_lighter_of_one_model_pushes_out_no_feedback_of_another(OutcomeKind lighter)
    {
        var set = new LabelSet(1, capacity: 60);
        Assert.All(Enumerable.Range(0, 55), i => Assert.True(set.TryAdd(Labels.Of(i, 1, at: i), out _)));
        Assert.All(Enumerable.Range(0, 30), i => Assert.True(set.TryAdd(Labels.Of(i, 0, model: "b", kind: lighter, at: 60 + i), out _)));

        Assert.Equal((55, 5), (set.ToArray().Count(static label => label.Kind == OutcomeKind.Feedback), set.ToArray().Count(label => label.Kind == lighter)));
    }

    [Theory]
    [InlineData(OutcomeKind.Check)]
    [InlineData(OutcomeKind.Escalation)]
    [InlineData(OutcomeKind.Verifier)]
    public void Nobodys_share_grows_by_his_own_labels(OutcomeKind kind)
    {
        var set = new LabelSet(0.25);
        Assert.All(Enumerable.Range(0, 36), i => Assert.True(set.TryAdd(Labels.Of(i, 1, $"person {i % 4}"), out _)));
        Assert.All(Enumerable.Range(0, 90), i => Assert.True(set.TryAdd(Labels.Of(i, 0, "loud", kind: kind), out _)));
        Assert.All(Enumerable.Range(0, 90), i => Assert.True(set.TryAdd(Labels.Of(i, 0, "loud", model: "b"), out _)));
        Assert.Equal(12, set.Counted().Count(static label => label is { Call.Source: "loud", Kind: not OutcomeKind.Verifier }));
    }

    [Fact]
    public void The_same_answer_is_labelled_anew_unless_a_weightier_kind_has_spoken()
    {
        var set = new LabelSet(0.25);
        var retry = Labels.Of(0, 0, kind: OutcomeKind.Retry);
        var feedback = retry with { Kind = OutcomeKind.Feedback, Outcome = 1 };
        var verifier = retry with { Kind = OutcomeKind.Verifier, Outcome = 0 };
        Assert.True(set.TryAdd(retry, out _));
        Assert.True(set.TryAdd(feedback, out _));
        Assert.False(set.TryAdd(retry, out _));
        Assert.Equal([feedback], set.ToArray());
        Assert.True(set.TryAdd(verifier, out _));
        Assert.Equal([verifier], set.ToArray());
    }

    [Fact]
    public void One_source_may_repeat_itself_four_times()
    {
        var set = new LabelSet(0.25);
        OutcomeLabel[] told = [.. Enumerable.Range(0, 6).Select(static i => Labels.Of(7, 1, "person", at: i))];
        Assert.All(told, label => Assert.True(set.TryAdd(label, out _)));
        Assert.True(set.TryAdd(Labels.Of(7, 1, "another"), out _));
        Assert.Equal(told[2..], set.ToArray()[..4]);
        Assert.Equal(5, set.Count);
    }
}
