using Microsoft.Extensions.Time.Testing;

namespace ModelRouter.Tests;

public class EndpointHealthTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public void Opens_at_the_threshold_and_a_success_starts_the_count_anew()
    {
        var health = Make();
        Fail(health, 2);
        Succeed(health);
        Fail(health, 2);
        Assert.Equal(HealthState.Closed, health.State);
        Assert.Null(health.OpenUntil);

        Fail(health, 1);
        Assert.Equal(HealthState.Open, health.State);
        Assert.False(health.TryEnter(force: false, out _));
        Assert.Equal(DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(10), health.OpenUntil);
    }

    [Fact]
    public void An_endpoint_that_was_looked_at_before_still_goes_by_its_first_router()
    {
        var endpoint = Routers.Endpoint("m", new FakeChatClient());
        var health = endpoint.Health;
        Assert.Equal((HealthState.Closed, null), (health.State, health.OpenUntil));
        using var first = new ModelRouterChatClient([endpoint], new() { Health = { FailureThreshold = 1, Cooldown = TimeSpan.FromSeconds(7), Jitter = 0 } }, timeProvider: _time);
        using var second = new ModelRouterChatClient([endpoint], new() { Health = { FailureThreshold = 9 } });
        Assert.Same(health, endpoint.Health);
        Assert.True(health.ReportFailure(0));
        Assert.Equal(DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(7), health.OpenUntil);
    }

    [Fact]
    public void A_breaker_of_the_application_s_keeps_its_own_options()
    {
        var endpoint = new ModelEndpoint(Routers.Profile("m"), new FakeChatClient(), health: new(new() { FailureThreshold = 2 }, _time));
        using var router = new ModelRouterChatClient([endpoint], new() { Health = { FailureThreshold = 1 } });
        Assert.False(endpoint.Health.ReportFailure(0));
        Assert.True(endpoint.Health.ReportFailure(0));
    }

    [Fact]
    public void Cooldown_doubles_with_each_failed_probe_up_to_the_cap()
    {
        var health = Make();
        Fail(health, 3);
        var cooldowns = new List<double>();
        for (var i = 0; i < 6; i++)
        {
            var wait = health.OpenUntil!.Value - _time.GetUtcNow();
            cooldowns.Add(wait.TotalSeconds);
            _time.Advance(wait);
            Assert.Equal(HealthState.HalfOpen, health.State);
            Fail(health, 1);
        }

        Assert.Equal([10, 20, 40, 80, 100, 100], cooldowns);
    }

    [Fact]
    public void A_late_failure_never_brings_the_deadline_nearer()
    {
        var health = Make();
        Assert.True(health.TryEnter(force: false, out var late));
        Fail(health, 3);
        _time.Advance(TimeSpan.FromSeconds(10));
        Fail(health, 1);
        var deadline = health.OpenUntil;
        health.ReportFailure(late);
        Assert.True(health.OpenUntil >= deadline);
        _time.Advance(TimeSpan.FromSeconds(15));
        health.ReportFailure(late);
        Assert.True(health.OpenUntil > deadline);
    }

    [Fact]
    public void Exactly_one_of_many_concurrent_callers_gets_the_probe()
    {
        var health = Make();
        Fail(health, 3);
        _time.Advance(TimeSpan.FromSeconds(10));

        var entered = 0;
        Parallel.For(0, 1_000, i => Interlocked.Add(ref entered, health.TryEnter(force: i % 2 == 0, out _) ? 1 : 0));

        Assert.Equal(1, entered);
    }

    [Fact]
    public void Only_the_probes_success_closes_it()
    {
        var health = Make();
        Assert.True(health.TryEnter(force: false, out var old));
        Fail(health, 3);
        health.ReportSuccess(old);
        Assert.Equal(HealthState.Open, health.State);

        _time.Advance(TimeSpan.FromSeconds(10));
        Succeed(health);
        Assert.Equal(HealthState.Closed, health.State);
        Assert.True(health.TryEnter(force: false, out var probe));
        Assert.Equal(0, probe);
    }

    [Fact]
    public void A_probe_that_is_given_up_or_lost_makes_room_for_another()
    {
        var health = Make();
        Fail(health, 3);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(health.TryEnter(force: false, out var first));
        health.ReportAbandoned(first);
        Assert.True(health.TryEnter(force: false, out var lost));
        Assert.False(health.CanEnter());

        _time.Advance(TimeSpan.FromSeconds(101));
        Assert.True(health.TryEnter(force: false, out var third));
        health.ReportSuccess(lost);
        Assert.NotEqual(HealthState.Closed, health.State);
        health.ReportSuccess(third);
        Assert.Equal(HealthState.Closed, health.State);
    }

    [Fact]
    public void Reports_from_many_threads_leave_a_state_that_works()
    {
        var health = Make();
        Parallel.For(0, 20_000, i =>
        {
            if (health.TryEnter(force: i % 7 == 0, out var probe))
            {
                switch (i % 3)
                {
                    case 0:
                        health.ReportFailure(probe);
                        break;
                    case 1:
                        health.ReportSuccess(probe);
                        break;
                    default:
                        health.ReportAbandoned(probe);
                        break;
                }
            }
        });

        // Whatever state that was, no probe is left over, and a success after the cooldown closes it.
        _time.Advance(TimeSpan.FromSeconds(100));
        Succeed(health);
        Assert.Equal(HealthState.Closed, health.State);
    }

    [Fact]
    public void Retry_After_opens_it_at_once_and_the_later_deadline_stays()
    {
        var health = Make();
        Assert.True(health.ReportFailure(0, TimeSpan.FromSeconds(30)));
        Assert.Equal(DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(30), health.OpenUntil);

        // Neither a shorter wish nor an ordinary failure brings it nearer.
        health.ReportFailure(0, TimeSpan.FromSeconds(1));
        health.ReportFailure(0);
        Assert.Equal(DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(30), health.OpenUntil);

        health.ReportFailure(0, TimeSpan.FromSeconds(60));
        Assert.Equal(DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(60), health.OpenUntil);
        health.ReportFailure(0, TimeSpan.MaxValue);
        Assert.Equal(DateTimeOffset.UnixEpoch + TimeSpan.FromDays(1), health.OpenUntil);
        Assert.False(Make().ReportFailure(0, TimeSpan.FromSeconds(-1)));
    }

    [Fact]
    public void A_wall_clock_that_was_ahead_keeps_nobody_out()
    {
        var clock = new SetClock();
        var health = new EndpointHealth(new() { FailureThreshold = 1, Cooldown = TimeSpan.FromSeconds(10), MaxCooldown = TimeSpan.FromMinutes(1) }, clock);
        clock.Ahead = TimeSpan.FromDays(30);
        Assert.True(health.ReportFailure(0));
        Assert.Equal(clock.GetUtcNow() + TimeSpan.FromSeconds(10), health.OpenUntil);

        clock.Ahead = TimeSpan.Zero;
        Assert.Equal(clock.GetUtcNow() + TimeSpan.FromSeconds(10), health.OpenUntil);
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(HealthState.HalfOpen, health.State);

        // A probe that nobody reports on counts as lost after the longest cooldown, however the clock was set meanwhile.
        clock.Ahead = TimeSpan.FromDays(30);
        Assert.True(health.TryEnter(force: false, out _));
        clock.Ahead = TimeSpan.Zero;
        Assert.True(health.IsBeingProbed);
        clock.Advance(TimeSpan.FromSeconds(61));
        Assert.False(health.IsBeingProbed);
        Assert.True(health.TryEnter(force: false, out _));
    }

    [Fact]
    public void Chance_lengthens_cooldowns_within_its_part_and_the_same_way_for_a_seed()
    {
        var deadlines = Enumerable.Range(0, 100).Select(seed => Deadline(new Random(seed))).ToList();

        Assert.All(deadlines, d => Assert.InRange(d, 10, 12));
        Assert.True(deadlines.Distinct().Count() > 90);
        Assert.Equal(deadlines, Enumerable.Range(0, 100).Select(seed => Deadline(new Random(seed))));
        Assert.Equal(10, Deadline(null));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EndpointHealth(new() { Jitter = 1.5 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EndpointHealth(new() { MaxCooldown = TimeSpan.MaxValue }));

        double Deadline(Random? random)
        {
            var health = new EndpointHealth(new() { FailureThreshold = 1, Cooldown = TimeSpan.FromSeconds(10), Jitter = 0.2 }, _time, random);
            health.ReportFailure(0);
            return (health.OpenUntil!.Value - _time.GetUtcNow()).TotalSeconds;
        }
    }

    private EndpointHealth Make() => new(
        new() { FailureThreshold = 3, Cooldown = TimeSpan.FromSeconds(10), MaxCooldown = TimeSpan.FromSeconds(100) }, _time);

    private static void Fail(EndpointHealth health, int times)
    {
        for (var i = 0; i < times; i++)
        {
            Assert.True(health.TryEnter(force: false, out var probe));
            health.ReportFailure(probe);
        }
    }

    private static void Succeed(EndpointHealth health)
    {
        Assert.True(health.TryEnter(force: false, out var probe));
        health.ReportSuccess(probe);
    }

    /// <summary>A clock whose wall time can be set without time passing.</summary>
    private sealed class SetClock : FakeTimeProvider
    {
        internal TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;

        public override long GetTimestamp() => base.GetUtcNow().Ticks;
    }
}
