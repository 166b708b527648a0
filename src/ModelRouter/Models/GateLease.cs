namespace ModelRouter;

/// <summary>A request's place at an endpoint.</summary>
internal sealed class GateLease(ConcurrencyGate? places, RateGate? rate, RateReservation? reservation)
{
    /// <summary>The request has ended, having taken these tokens.</summary>
    internal void Release(long tokens)
    {
        if (reservation is not null)
        {
            rate!.Correct(reservation, tokens);
        }

        places?.Leave();
    }

    /// <summary>The request was never sent.</summary>
    internal void Cancel()
    {
        if (reservation is not null)
        {
            rate!.Cancel(reservation);
        }

        places?.Leave();
    }
}
