using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace ModelRouter.Tests;

public class RateGateTests
{
    private static readonly Gen<(int Gap, int Tokens, int Wait, int Fate)[]> Arrivals =
        Gen.Select(Gen.Int[0, 20], Gen.Int[0, 50], Gen.Int[0, 90], Gen.Int[0, 9]).Array[1, 60];

    [Fact]
    public void No_minute_ever_holds_more_than_the_limits_and_the_order_is_kept() =>
        Gen.Select(Gen.Int[1, 8], Gen.Int[50, 120], Arrivals).Sample(
            (maxRequests, maxTokens, arrivals) =>
            {
                var time = new FakeTimeProvider();
                var gate = new RateGate(maxRequests, maxTokens, time);
                var sent = new List<(double At, int Tokens)>();
                var now = 0.0;
                foreach (var (gap, tokens, longest, fate) in arrivals)
                {
                    time.Advance(TimeSpan.FromSeconds(gap));
                    now += gap;
                    var reservation = gate.TryReserve(tokens, TimeSpan.FromSeconds(longest), out var wait);
                    Assert.Equal(reservation is null, wait > TimeSpan.FromSeconds(longest));
                    switch (reservation)
                    {
                        case null:
                            break;
                        case not null when fate == 0:
                            gate.Cancel(reservation);
                            break;
                        default:
                            // Less was used than expected; what was used counts.
                            var used = fate == 1 ? tokens / 2 : tokens;
                            gate.Correct(reservation, used);
                            sent.Add((now + wait.TotalSeconds, used));
                            break;
                    }
                }

                Assert.Equal(sent.Select(s => s.At).Order(), sent.Select(s => s.At));
                foreach (var (end, _) in sent)
                {
                    var minute = sent.Where(s => s.At > end - 60 && s.At <= end).ToList();
                    Assert.True(minute.Count <= maxRequests && minute.Sum(s => s.Tokens) <= maxTokens);
                }
            },
            iter: 3_000);

    [Fact]
    public void A_request_larger_than_the_limit_waits_until_it_is_alone()
    {
        var time = new FakeTimeProvider();
        var gate = new RateGate(null, 100, time);
        Assert.NotNull(gate.TryReserve(10, TimeSpan.Zero, out _));

        Assert.Null(gate.TryReserve(1_000, TimeSpan.Zero, out var wait));
        Assert.Equal(TimeSpan.FromMinutes(1), wait);
        time.Advance(wait);
        Assert.NotNull(gate.TryReserve(1_000, TimeSpan.Zero, out _));
        Assert.Null(gate.TryReserve(1, TimeSpan.Zero, out _));
    }

    [Fact]
    public void Who_gives_up_waiting_keeps_nobody_out()
    {
        var time = new FakeTimeProvider();
        var gate = new RateGate(1, null, time);
        Assert.NotNull(gate.TryReserve(0, TimeSpan.Zero, out _));
        var waiting = Enumerable.Range(0, 3).Select(_ => gate.TryReserve(0, TimeSpan.MaxValue, out var _)!).ToList();

        gate.Cancel(waiting[1]);
        Assert.Null(gate.TryReserve(0, TimeSpan.Zero, out var behind));
        gate.Cancel(waiting[2]);
        Assert.Null(gate.TryReserve(0, TimeSpan.Zero, out var instead));
        gate.Cancel(waiting[0]);
        Assert.Null(gate.TryReserve(0, TimeSpan.Zero, out var next));

        // The first was sent. Behind the last one, who waits until the third minute ends, order is kept.
        Assert.Equal([4, 2, 1], new[] { behind, instead, next }.Select(static wait => wait.TotalMinutes));
        time.Advance(next);
        Assert.NotNull(gate.TryReserve(0, TimeSpan.Zero, out _));
    }

    [Fact]
    public void What_turns_out_smaller_or_is_never_sent_makes_room()
    {
        var gate = new RateGate(2, 100, new FakeTimeProvider());
        var first = gate.TryReserve(100, TimeSpan.Zero, out _)!;
        Assert.Null(gate.TryReserve(60, TimeSpan.Zero, out _));

        gate.Correct(first, 40);
        var second = gate.TryReserve(60, TimeSpan.Zero, out _)!;
        Assert.Null(gate.TryReserve(0, TimeSpan.Zero, out _));

        gate.Cancel(second);
        Assert.NotNull(gate.TryReserve(60, TimeSpan.Zero, out _));
    }
}
