namespace ModelRouter;

/// <summary>How several models came to one answer. Holds no prompt text and no answer.</summary>
/// <param name="Name">The deliberation's name.</param>
/// <param name="Votes">The votes: of the drafts in their order, then of the critic and the arbiter if they were asked.</param>
/// <param name="Choice">The answer that was given, by its number among the votes.</param>
/// <param name="WasArbitrated">True if the arbiter gave it, since the others disagreed.</param>
/// <param name="IsDisputed">True if the others disagreed and no arbiter could answer: the answer with the most votes was given.</param>
/// <param name="Cost">US dollars of all its calls; ≥ 0.</param>
public sealed record RunDeliberation(string Name, IReadOnlyList<RunVote> Votes, int Choice, bool WasArbitrated, bool IsDisputed, decimal Cost);
