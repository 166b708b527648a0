namespace ModelRouter;

/// <summary>A vote on what the answer is.</summary>
/// <param name="Voter">The name of the voice that voted.</param>
/// <param name="Model">The id of the model that answered; <see langword="null"/> if none did.</param>
/// <param name="Choice">Votes for the same answer have the same number, from 1 in the order in which answers were first given; <see langword="null"/> for no vote.</param>
public sealed record RunVote(string Voter, string? Model, int? Choice);
