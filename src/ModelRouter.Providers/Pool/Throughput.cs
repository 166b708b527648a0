namespace ModelRouter.Providers;

/// <summary>Measures how much work a node gets done while it has any. Not safe for concurrent use.</summary>
/// <remarks>Work and busy time fade with a time constant of a busy minute, so that the rate follows a node that slows down; the
/// configured rate counts as one second's measurement, which the first answers outweigh. A node that has nothing to do drifts back to that
/// within a quarter of an hour: one that hung would else be given nothing by which it could show that it is well again.</remarks>
internal sealed class Throughput(double expected, TimeProvider time)
{
    private const double Memory = 60;
    private const double IdleMemory = 180;

    private readonly double _expected = expected;
    private double _work = expected;
    private double _seconds = 1;
    private long _at = time.GetTimestamp();
    private int _busy;

    /// <summary>Work a second.</summary>
    public double Rate
    {
        get
        {
            // What a busy node does now counts when it ends, and so does its time.
            if (_busy == 0)
            {
                Advance();
            }

            return _work / _seconds;
        }
    }

    /// <summary>A request begins.</summary>
    public void Begin()
    {
        // Beside others it would count their time without their work.
        if (_busy == 0)
        {
            Advance();
        }

        _busy++;
    }

    /// <summary>A request ends, having done <paramref name="work"/> little by little, so that most of a long one's has faded as its time has.</summary>
    public void End(double work, TimeSpan took)
    {
        Advance();
        _busy--;
        var spread = took.TotalSeconds / Memory;
        _work += spread > 0 ? work * (1 - Math.Exp(-spread)) / spread : work;
    }

    private void Advance()
    {
        var now = time.GetTimestamp();
        var passed = time.GetElapsedTime(_at, now).TotalSeconds;
        if (_busy > 0)
        {
            var kept = Math.Exp(-passed / Memory);
            _work *= kept;
            _seconds = (_seconds * kept) + (Memory * (1 - kept));
        }
        else
        {
            var lost = 1 - Math.Exp(-passed / IdleMemory);
            _work += (_expected - _work) * lost;
            _seconds += (1 - _seconds) * lost;
        }

        _at = now;
    }
}
