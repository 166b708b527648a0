namespace ModelRouter.Examples.PredictiveMaintenance;

/// <summary>What the shift lead says to a proposal.</summary>
internal sealed record Verdict(Proposal Proposal, bool IsApproved);
