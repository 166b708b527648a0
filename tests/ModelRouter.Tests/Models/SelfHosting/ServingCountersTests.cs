using CsCheck;

namespace ModelRouter.Tests;

public class ServingCountersTests
{
    private static readonly GpuNode Node = new() { GpusPerNode = 8, Cost = new RentedGpus { DollarsPerGpuHour = 2 } };

    // An hour on two decoders: half of it idle, a third of the work reading.
    private static ServingCounters Hour => new()
    {
        Elapsed = TimeSpan.FromHours(1),
        Decoders = 2,
        InputTokens = 3_000_000,
        CachedInputTokens = 600_000,
        OutputTokens = 480_000,
        PrefillTime = TimeSpan.FromMinutes(20),
        DecodeTime = TimeSpan.FromMinutes(40),
    };

    [Fact]
    public void An_hour_gives_speed_utilization_and_cost()
    {
        Assert.Equal(0.5m, Hour.Utilization);
        Assert.Equal((4_000m, 400m), (Hour.Throughput!.PrefillTokensPerSecond, Hour.Throughput.DecodeTokensPerSecond));

        var cost = Hour.CostOn(Node)!;
        Assert.Equal(8 * 2 * 24, cost.DailyCost);
        Assert.Equal(0.5m, cost.Utilization, 6);
        Assert.Equal(0, cost.CachedInput.FullPerMillion);

        // US$ 16 for the hour: a third for 2.4 M tokens read, the rest for 0.48 M written.
        Assert.Equal(16m / 3 / 2.4m, cost.Input.FullPerMillion!.Value, 12);
        Assert.Equal(32m / 3 / 0.48m, cost.Output.FullPerMillion!.Value, 12);
        Assert.Equal(cost.Output.FullPerMillion!.Value / 2, cost.Output.MarginalPerMillion, 12);
    }

    [Fact]
    public void Whatever_was_done_the_full_cost_adds_up_to_what_the_time_cost()
    {
        var tokens = Gen.Long[1, 1_000_000_000];
        Gen.Select(tokens, Gen.Long[0, 1_000_000_000], tokens, Gen.Int[1, 8], Gen.Int[1, 30_000], Gen.Int[1, 30_000], Gen.Int[0, 30_000]).Sample(
            (computed, cached, output, decoders, prefill, decode, idle) =>
            {
                var counters = new ServingCounters
                {
                    Elapsed = TimeSpan.FromSeconds((double)(prefill + decode + idle) / decoders),
                    Decoders = decoders,
                    InputTokens = computed + cached,
                    CachedInputTokens = cached,
                    OutputTokens = output,
                    PrefillTime = TimeSpan.FromSeconds(prefill),
                    DecodeTime = TimeSpan.FromSeconds(decode),
                };
                var speed = counters.Throughput!;
                if (speed is not { PrefillTokensPerSecond: >= 1 and <= 10_000_000, DecodeTokensPerSecond: >= 1 and <= 10_000_000 })
                {
                    Assert.Throws<SelfHostedInputException>(() => counters.CostOn(Node));
                    return;
                }

                var cost = counters.CostOn(Node)!;
                var million = 1_000_000m;
                var sum = (cost.Input.Tokens * cost.Input.FullPerMillion!.Value / million) + (cost.Output.Tokens * cost.Output.FullPerMillion!.Value / million);
                Assert.Equal(cost.DailyCost, sum, 6);
                Assert.Equal((double)counters.Utilization, (double)cost.Utilization, 0.00001);
            });
    }

    [Fact]
    public void Without_work_there_is_no_cost_of_a_token()
    {
        var idle = Hour with { OutputTokens = 0, DecodeTime = TimeSpan.Zero };
        Assert.Null(idle.Throughput);
        Assert.Null(idle.CostOn(Node));
        Assert.Null((Hour with { CachedInputTokens = 3_000_000 }).Throughput);
        Assert.Equal(0, (Hour with { Elapsed = TimeSpan.Zero }).Utilization);
    }

    [Fact]
    public void The_difference_of_two_looks_is_what_was_done_between_them()
    {
        var later = Hour with { Elapsed = TimeSpan.FromHours(3), OutputTokens = 500_000 };
        var between = later.Since(Hour);
        Assert.Equal((TimeSpan.FromHours(2), 20_000L, 0L), (between.Elapsed, between.OutputTokens, between.InputTokens));
        Assert.Throws<ArgumentException>(() => Hour.Since(later));
        Assert.Throws<ArgumentException>(() => later.Since(Hour with { Decoders = 1 }));
    }
}
