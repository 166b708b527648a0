namespace ModelRouter.Evaluation;

/// <summary>Who deliberates.</summary>
/// <param name="Drafters">The models that draft; at least one.</param>
/// <param name="Critic">The model that reads the drafts and votes, too; <see langword="null"/> if only drafts vote.</param>
/// <param name="Arbiter">The model that is asked if no answer has more than half of the votes.</param>
/// <param name="SkipsCritic">True if the critic isn't asked where all drafts agree.</param>
public sealed record DeliberationTeam(IReadOnlyList<string> Drafters, string? Critic, string Arbiter, bool SkipsCritic);
