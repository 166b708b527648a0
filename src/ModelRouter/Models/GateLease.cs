namespace ModelRouter;

/// <summary>A request's place at an endpoint.</summary>
internal sealed class GateLease(ConcurrencyGate? places, RateGate? rate, RateReservation? reservation)
{
    private bool _hasLeft;

    /// <summary>Gives the place back, once.</summary>
    internal void Leave()
    {
        if (!Interlocked.Exchange(ref _hasLeft, true))
        {
            places?.Leave();
        }
    }

    /// <summary>The request has taken these tokens.</summary>
    internal void Correct(long tokens)
    {
        if (reservation is not null)
        {
            rate!.Correct(reservation, tokens);
        }
    }

    /// <summary>The request was never sent.</summary>
    internal void Cancel()
    {
        if (reservation is not null)
        {
            rate!.Cancel(reservation);
        }

        Leave();
    }
}
