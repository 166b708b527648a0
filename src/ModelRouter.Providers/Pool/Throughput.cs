namespace ModelRouter.Providers;

/// <summary>Measures how much work a node gets done while it has any. Not safe for concurrent use.</summary>
/// <remarks>Work and busy time fade with a time constant of a busy minute, so that the rate follows a node that slows down; the
/// configured rate counts as one second's measurement, which the first answers outweigh.</remarks>
internal sealed class Throughput(double expected, TimeProvider time)
{
    private const double Memory = 60;

    private double _work = expected;
    private double _seconds = 1;
    private long _busySince;
    private int _busy;

    /// <summary>Work a second.</summary>
    public double Rate => _work / _seconds;

    /// <summary>A request begins.</summary>
    public void Begin()
    {
        Advance();
        _busy++;
    }

    /// <summary>A request ends, having done <paramref name="work"/>.</summary>
    public void End(double work)
    {
        Advance();
        _busy--;
        _work += work;
    }

    private void Advance()
    {
        var now = time.GetTimestamp();
        if (_busy > 0)
        {
            var passed = time.GetElapsedTime(_busySince, now).TotalSeconds;
            var kept = Math.Exp(-passed / Memory);
            _work *= kept;
            _seconds = (_seconds * kept) + passed;
        }

        _busySince = now;
    }
}
