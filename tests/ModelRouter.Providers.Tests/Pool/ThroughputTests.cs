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

    private static void Work(Throughput rate, FakeTimeProvider time, TimeSpan span, double work)
    {
        rate.Begin();
        time.Advance(span);
        rate.End(work);
    }
}
