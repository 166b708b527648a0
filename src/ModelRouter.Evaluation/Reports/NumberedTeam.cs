namespace ModelRouter.Evaluation;

/// <summary>A team by its models' numbers.</summary>
/// <param name="Drafters">Those who draft.</param>
/// <param name="Critic">The critic; -1 for none.</param>
/// <param name="Arbiter">The arbiter.</param>
/// <param name="SkipsCritic">True if the critic isn't asked where all drafts agree.</param>
internal sealed record NumberedTeam(int[] Drafters, int Critic, int Arbiter, bool SkipsCritic)
{
    private const int MostDrafters = 3;

    /// <summary>Votes that decide: more than half.</summary>
    internal int Quorum { get; } = ((Drafters.Length + (Critic < 0 ? 0 : 1)) / 2) + 1;

    /// <summary>Every team of different models with one to three drafters; nobody votes twice, since a second answer of the same model isn't recorded.</summary>
    internal static IEnumerable<NumberedTeam> Of(int models)
    {
        ThrowIfTooFew(models);
        foreach (var drafters in Subsets(models))
        {
            for (var critic = drafters.Length == 1 ? 0 : -1; critic < models; critic++)
            {
                if (drafters.Contains(critic))
                {
                    continue;
                }

                for (var arbiter = 0; arbiter < models; arbiter++)
                {
                    if (arbiter == critic || drafters.Contains(arbiter))
                    {
                        continue;
                    }

                    yield return new(drafters, critic, arbiter, SkipsCritic: false);
                    if (critic >= 0 && drafters.Length > 1)
                    {
                        yield return new(drafters, critic, arbiter, SkipsCritic: true);
                    }
                }
            }
        }
    }

    /// <exception cref="RoutingDataException">There aren't enough models for a drafter, a critic and an arbiter.</exception>
    internal static void ThrowIfTooFew(int models)
    {
        if (models < MostDrafters)
        {
            throw new RoutingDataException($"A deliberation needs at least {MostDrafters} models; the data has {models}.");
        }
    }

    internal DeliberationTeam Name(string[] names) =>
        new([.. Drafters.Select(drafter => names[drafter])], Critic < 0 ? null : names[Critic], names[Arbiter], SkipsCritic);

    private static IEnumerable<int[]> Subsets(int models)
    {
        for (var a = 0; a < models; a++)
        {
            yield return [a];
            for (var b = a + 1; b < models; b++)
            {
                yield return [a, b];
                for (var c = b + 1; c < models; c++)
                {
                    yield return [a, b, c];
                }
            }
        }
    }
}
