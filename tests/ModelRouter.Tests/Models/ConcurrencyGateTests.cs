using Microsoft.Extensions.Time.Testing;

namespace ModelRouter.Tests;

public class ConcurrencyGateTests
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task The_queue_is_served_in_order_and_bounded()
    {
        var gate = new ConcurrencyGate(1, 3);
        Assert.True(gate.TryEnter());
        var waiting = Enumerable.Range(0, 3).Select(_ => EnterAsync(gate, Long)).ToList();

        Assert.Equal(QueueOutcome.Full, await EnterAsync(gate, Long));
        Assert.Equal(QueueOutcome.Full, await EnterAsync(gate, TimeSpan.Zero));
        for (var i = 0; i < 3; i++)
        {
            gate.Leave();
            Assert.Equal(QueueOutcome.Entered, await waiting[i]);
            Assert.All(waiting.Skip(i + 1), w => Assert.False(w.IsCompleted));
            Assert.False(gate.TryEnter());
        }

        gate.Leave();
        Assert.True(gate.TryEnter());
    }

    [Fact]
    public async Task Who_waits_too_long_or_leaves_gives_its_turn_to_the_next()
    {
        var gate = new ConcurrencyGate(1, 3);
        using var cancellation = new CancellationTokenSource();
        Assert.True(gate.TryEnter());
        var impatient = EnterAsync(gate, TimeSpan.FromSeconds(1));
        var leaving = gate.EnterAsync(Long, _time, cancellation.Token).AsTask();
        var patient = EnterAsync(gate, Long);

        _time.Advance(TimeSpan.FromSeconds(1));
        await cancellation.CancelAsync();
        Assert.Equal(QueueOutcome.TooLong, await impatient);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);

        gate.Leave();
        Assert.Equal(QueueOutcome.Entered, await patient);
        gate.Leave();
        Assert.True(gate.TryEnter());
    }

    [Fact]
    public async Task Places_are_neither_lost_nor_doubled_when_many_come_go_and_give_up()
    {
        const int Places = 4;
        var gate = new ConcurrencyGate(Places, 1_000);
        int inside = 0, most = 0;
        await Parallel.ForAsync(0, 4_000, TestContext.Current.CancellationToken, async (i, _) =>
        {
            using var cancellation = new CancellationTokenSource();
            var entering = gate.EnterAsync(Long, TimeProvider.System, cancellation.Token).AsTask();
            if (i % 5 == 0)
            {
                await cancellation.CancelAsync();
            }

            try
            {
                Assert.Equal(QueueOutcome.Entered, await entering);
                InterlockedMax(ref most, Interlocked.Increment(ref inside));
                await Task.Yield();
                Interlocked.Decrement(ref inside);
                gate.Leave();
            }
            catch (OperationCanceledException)
            {
                Assert.Equal(0, i % 5);
            }
        });

        Assert.True(most <= Places);
        Assert.All(Enumerable.Range(0, Places), _ => Assert.True(gate.TryEnter()));
        Assert.False(gate.TryEnter());
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); value > seen;)
        {
            seen = Interlocked.CompareExchange(ref target, value, seen) is var found && found == seen ? value : found;
        }
    }

    private Task<QueueOutcome> EnterAsync(ConcurrencyGate gate, TimeSpan longest) =>
        gate.EnterAsync(longest, _time, TestContext.Current.CancellationToken).AsTask();
}
