namespace ModelRouter;

/// <summary>What an <see cref="EndpointDoor"/> says.</summary>
/// <param name="IsOpen">True if the request may be sent.</param>
/// <param name="Probe">The probe's number if it is one, else 0.</param>
/// <param name="Lease">Its place at the endpoint, where places are limited.</param>
/// <param name="Refused">What keeps it out, if it isn't open.</param>
/// <param name="Reservation">What budgets have put aside for it, where it falls under any.</param>
internal readonly record struct DoorAnswer(
    bool IsOpen = false, long Probe = 0, GateLease? Lease = null, GateEntry Refused = default, AttemptReservation? Reservation = null);
