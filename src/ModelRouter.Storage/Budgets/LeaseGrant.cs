namespace ModelRouter.Storage;

/// <summary>What a claim got.</summary>
/// <param name="Leased">The lease's amount from now on.</param>
/// <param name="Spent">What the counter has spent, this settlement included.</param>
/// <param name="LeasedByOthers">What other processes' leases hold.</param>
internal readonly record struct LeaseGrant(decimal Leased, decimal Spent, decimal LeasedByOthers);
