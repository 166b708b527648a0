namespace ModelRouter;

/// <summary>An endpoint's circuit breaker: closed, open while it cools down, half-open while one request probes it.</summary>
/// <remarks>
/// Safe for concurrent use. The cooldown doubles with each probe that fails, up to the longest; a deadline is never brought
/// nearer by a late failure: it is always the later of the old and the new one. An endpoint that says how long it wants to be left
/// alone (Retry-After) is, at its first failure already. A probe that nobody reports on
/// (its caller dropped the stream without disposing it) counts as lost after the longest cooldown.
/// </remarks>
public sealed class EndpointHealth
{
    // Longer wishes are taken for mistakes; nobody would notice an endpoint that is gone for good.
    internal static readonly TimeSpan LongestRest = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private EndpointHealthOptions _options;
    private TimeProvider _time;
    private Random? _random;
    private bool _isAdopted;
    private TaskCompletionSource? _change;
    private int _failures;
    private int _openings;
    private long _start;
    private TimeSpan _openUntil;
    private TimeSpan _probeStarted;
    private long _probe;
    private long _lastProbe;

    /// <summary>A closed breaker.</summary>
    /// <param name="options">Thresholds; copied. Defaults if <see langword="null"/>.</param>
    /// <param name="timeProvider">The clock; the system's if <see langword="null"/>.</param>
    /// <param name="random">The chance behind <see cref="EndpointHealthOptions.Jitter"/>, this breaker's alone; no jitter if <see langword="null"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public EndpointHealth(EndpointHealthOptions? options = null, TimeProvider? timeProvider = null, Random? random = null)
    {
        _options = options?.Copy() ?? new();
        _time = timeProvider ?? TimeProvider.System;
        _start = _time.GetTimestamp();
        _random = random;
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.FailureThreshold, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(_options.Cooldown, TimeSpan.Zero, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxCooldown, _options.Cooldown, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_options.MaxCooldown, ModelLimitsCheck.LongestWait, nameof(options));
        if (!(_options.Jitter is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(options), _options.Jitter, "The jitter must be from 0 to 1.");
        }

        _isAdopted = true;
    }

    /// <summary>A closed breaker by the options and the clock of the first router that takes it; until then nobody reports anything to it.</summary>
    internal static EndpointHealth Unadopted() => new() { _isAdopted = false };

    /// <summary>The state now.</summary>
    public HealthState State
    {
        get
        {
            lock (_lock)
            {
                return StateAt(Now);
            }
        }
    }

    /// <summary>When the cooldown ends, by the clock as it goes now; <see langword="null"/> while closed.</summary>
    public DateTimeOffset? OpenUntil
    {
        get
        {
            lock (_lock)
            {
                return _openings == 0 ? null : _time.GetUtcNow() + (_openUntil - Now);
            }
        }
    }

    /// <summary>Takes a router's options, clock and chance, which the breaker was made without. Only the first router's count, and none for a breaker of the application's.</summary>
    internal void Adopt(EndpointHealthOptions options, TimeProvider time, Random random)
    {
        lock (_lock)
        {
            if (!_isAdopted)
            {
                (_options, _time, _random, _isAdopted, _start) = (options.Copy(), time, random, true, time.GetTimestamp());
            }
        }
    }

    /// <summary>True if a request may be sent now, or only <paramref name="force"/> (a probe before the cooldown's end) is needed.</summary>
    internal bool CanEnter(bool force = false)
    {
        lock (_lock)
        {
            return CanEnterAt(Now, force);
        }
    }

    /// <summary>True while a request is probing it.</summary>
    internal bool IsBeingProbed
    {
        get
        {
            lock (_lock)
            {
                return _openings > 0 && IsProbedAt(Now);
            }
        }
    }

    /// <summary>Ends when the next outcome has been reported that may let somebody in.</summary>
    internal Task WhenChanged()
    {
        lock (_lock)
        {
            return (_change ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Takes leave to send a request; exactly one caller gets it while the breaker isn't closed.</summary>
    /// <param name="force">Probe even before the cooldown's end.</param>
    /// <param name="probe">0 for an ordinary request, else the probe's number; hand it back with the outcome.</param>
    internal bool TryEnter(bool force, out long probe)
    {
        lock (_lock)
        {
            probe = 0;
            var now = Now;
            if (!CanEnterAt(now, force))
            {
                return false;
            }

            if (_openings > 0)
            {
                probe = _probe = ++_lastProbe;
                _probeStarted = now;
            }

            return true;
        }
    }

    /// <summary>The request ended well. While not closed only the probe's word counts, not that of an older request.</summary>
    internal void ReportSuccess(long probe)
    {
        lock (_lock)
        {
            if (_openings == 0 || (probe != 0 && probe == _probe))
            {
                (_failures, _openings, _probe) = (0, 0, 0);
                Changed();
            }
        }
    }

    /// <summary>The request failed by the endpoint's fault. Returns true if that opened the breaker or kept it open.</summary>
    /// <param name="probe">What <see cref="TryEnter"/> gave.</param>
    /// <param name="retryAfter">How long the endpoint asked to be left alone; opens the breaker for that long, threshold or not.</param>
    internal bool ReportFailure(long probe, TimeSpan? retryAfter = null)
    {
        lock (_lock)
        {
            var rest = retryAfter is { } asked && asked > TimeSpan.Zero ? TimeSpan.FromTicks(Math.Min(asked.Ticks, LongestRest.Ticks)) : TimeSpan.Zero;
            var isProbe = probe != 0 && probe == _probe;
            if (_openings == 0)
            {
                if (++_failures >= _options.FailureThreshold)
                {
                    rest = Longer(rest, CooldownOf(1));
                }
                else if (rest == TimeSpan.Zero)
                {
                    return false;
                }

                _openings = 1;
            }
            else
            {
                if (isProbe)
                {
                    _probe = 0;
                    _openings++;
                }

                rest = Longer(rest, CooldownOf(_openings));
            }

            // Lengthened only: an endpoint that said how long it wants to be left alone is not called sooner.
            var until = Now + (rest * (1 + (_options.Jitter * (_random?.NextDouble() ?? 0))));
            _openUntil = until > _openUntil ? until : _openUntil;
            Changed();
            return true;
        }
    }

    /// <summary>The request ended without saying anything of the endpoint, by cancellation for one.</summary>
    internal void ReportAbandoned(long probe)
    {
        lock (_lock)
        {
            if (probe != 0 && probe == _probe)
            {
                _probe = 0;
                Changed();
            }
        }
    }

    // Since the beginning and not of the day: a wall clock that is set back must not keep an endpoint out.
    private TimeSpan Now => _time.GetElapsedTime(_start);

    private HealthState StateAt(TimeSpan now) =>
        _openings == 0 ? HealthState.Closed : now < _openUntil ? HealthState.Open : HealthState.HalfOpen;

    private bool CanEnterAt(TimeSpan now, bool force) =>
        _openings == 0 ||
        ((force || now >= _openUntil) && !IsProbedAt(now));

    private bool IsProbedAt(TimeSpan now) => _probe != 0 && now - _probeStarted <= _options.MaxCooldown;

    private void Changed()
    {
        _change?.SetResult();
        _change = null;
    }

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private TimeSpan CooldownOf(int openings)
    {
        // Beyond 2^30 every cooldown that fits the options is at its cap, and the product stays within a long.
        var ticks = _options.Cooldown.Ticks * (double)(1L << Math.Min(openings - 1, 30));
        return ticks >= _options.MaxCooldown.Ticks ? _options.MaxCooldown : TimeSpan.FromTicks((long)ticks);
    }
}
