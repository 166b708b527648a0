using Microsoft.Extensions.Time.Testing;

namespace ModelRouter.Providers.Tests;

public class ThroughputTests
{
    [Fact]
    public void A_node_that_hung_for_an_hour_is_measured_anew_within_minutes()
    {
        var time = new FakeTimeProvider();
        var rate = new Throughput(expected: 50, time);
        Work(rate, time, TimeSpan.FromHours(1), work: 0);
        Assert.True(rate.Rate < 1);

        for (var i = 0; i < 12; i++)
        {
            Work(rate, time, TimeSpan.FromSeconds(10), work: 1_000);
        }

        Assert.InRange(rate.Rate, 80, 100);
    }

    [Fact]
    public void A_request_that_comes_beside_a_long_one_does_not_make_the_node_look_slow()
    {
        var time = new FakeTimeProvider();
        var rate = new Throughput(expected: 50, time);
        rate.Begin();
        time.Advance(TimeSpan.FromMinutes(2));
        rate.Begin();
        Assert.Equal(50, rate.Rate);

        time.Advance(TimeSpan.FromMinutes(1));
        rate.End(9_000, TimeSpan.FromMinutes(3));
        rate.End(3_000, TimeSpan.FromMinutes(1));
        Assert.InRange(rate.Rate, 80, 100);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(1, 240)]
    [InlineData(8, 5)]
    [InlineData(8, 240)]
    public void Long_answers_are_measured_as_short_ones_are(int atOnce, int seconds)
    {
        var time = new FakeTimeProvider();
        var rate = new Throughput(expected: 50, time);
        var took = TimeSpan.FromSeconds(seconds);
        for (var i = 0; i < 100; i++)
        {
            Enumerable.Range(0, atOnce).ToList().ForEach(_ => rate.Begin());
            time.Advance(took);
            Enumerable.Range(0, atOnce).ToList().ForEach(_ => rate.End(25.0 * seconds, took));
        }

        Assert.InRange(rate.Rate, 24.5 * atOnce, 25.5 * atOnce);
    }

    private static void Work(Throughput rate, FakeTimeProvider time, TimeSpan span, double work)
    {
        rate.Begin();
        time.Advance(span);
        rate.End(work, span);
    }
}
