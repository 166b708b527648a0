namespace ModelRouter.AgentFramework;

/// <summary>Options of a deliberation that have been checked and don't change any more.</summary>
internal sealed class DeliberationPlan
{
    private const int MostDrafters = 16;
    private const int LongestName = 150;

    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    internal DeliberationPlan(DeliberationOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(options.Name);
        ArgumentNullException.ThrowIfNull(options.Normalize);
        if (options.Drafters.Count is 0 or > MostDrafters)
        {
            throw new ArgumentException($"A deliberation has 1 to {MostDrafters} drafters; '{options.Name}' has {options.Drafters.Count}.", nameof(options));
        }

        Name = options.Name;
        Drafters = [.. options.Drafters.Select(static (drafter, i) => Copy(drafter, $"draft-{i + 1}"))];
        Critic = options.Critic is { } critic ? Copy(critic, "critic") : null;
        Arbiter = options.Arbiter is { } arbiter ? Copy(arbiter, "arbiter") : null;
        var voters = Drafters.Length + (Critic is null ? 0 : 1);
        Quorum = options.Quorum is { } votes ? Within(votes, voters, nameof(options.Quorum)) : null;
        DraftQuorum = options.DraftQuorum is { } drafts ? Within(drafts, Drafters.Length, nameof(options.DraftQuorum)) : null;
        (Normalize, ShowThoughts, Run) = (options.Normalize, options.ShowThoughts, options.Run.Copy());

        DeliberationVoice?[] voices = [.. Drafters, Critic, Arbiter];
        if (voices.OfType<DeliberationVoice>().GroupBy(static voice => voice.Name, StringComparer.Ordinal).FirstOrDefault(static same => same.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Two voices of '{Name}' are called '{twice.Key}'.", nameof(options));
        }

        static int Within(int quorum, int voters, string name) => quorum >= 1 && quorum <= voters
            ? quorum
            : throw new ArgumentException($"{name} is {quorum}; it must be from 1 to the number of those who vote, {voters}.", nameof(options));
    }

    internal string Name { get; }

    internal DeliberationVoice[] Drafters { get; }

    internal DeliberationVoice? Critic { get; }

    internal DeliberationVoice? Arbiter { get; }

    /// <summary>How many votes make an answer the one they agree on; <see langword="null"/> for more than half of those that were given.</summary>
    internal int? Quorum { get; }

    internal int? DraftQuorum { get; }

    internal Func<string, string> Normalize { get; }

    internal bool ShowThoughts { get; }

    internal RoutingRunOptions Run { get; }

    private static DeliberationVoice Copy(DeliberationVoice voice, string name)
    {
        ArgumentNullException.ThrowIfNull(voice);
        name = voice.Name ?? name;
        if (name.Length is 0 or > LongestName)
        {
            throw new ArgumentException($"A voice's name has 1 to {LongestName} characters.");
        }

        voice.ThrowIfInvalid(name);
        return new()
        {
            Name = name,
            Instructions = voice.Instructions,
            Model = voice.Model,
            Tier = voice.Tier,
            Task = voice.Task,
            MaxCost = voice.MaxCost,
            DataClass = voice.DataClass,
            Tenant = voice.Tenant,
            User = voice.User,
            Tags = [.. voice.Tags],
            MaxTokens = voice.MaxTokens,
            Temperature = voice.Temperature,
            ThinkTokens = voice.ThinkTokens,
            Effort = voice.Effort,
        };
    }
}
