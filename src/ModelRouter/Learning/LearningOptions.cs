namespace ModelRouter;

/// <summary>How a router learns from outcomes.</summary>
public sealed class LearningOptions
{
    /// <summary>The share of all labels up to which one person's count, from 0.01 to 1, default 0.25: as many as a third of what all others have given. Of two or three persons
    /// each counts as far as the others gave on average, ten labels count in any case, and all while others have given fewer than 20; at 1 there is no limit. Of who has given more the
    /// newest of the weightiest kinds count; the rest is kept, and counts when others have told more. It binds all labels but verifiers', also those that his requests bring about in a cascade, of
    /// requests that name their user.</summary>
    public double SourceShare { get; set; } = 0.25;

    /// <summary>True (the default) if expected output and time follow what a model's own calls took; false to keep to the profiles' figures.</summary>
    public bool Forecasts { get; set; } = true;

    /// <summary>The weights that the router predicts with: labels that they were learned from (<c>modelrouter train --outcomes</c>) don't count a second time.
    /// <see langword="null"/>, the default, for weights that no labels have taught, as the shipped ones are. In configuration the key <c>Weights</c> is both.</summary>
    public RouterWeights? Weights { get; set; }

    /// <summary>When models that would not be chosen are asked, to learn about them; never by default.</summary>
    public ExplorationOptions Exploration { get; } = new();

    /// <summary>How often the store is asked whether other processes have changed labels: at least a second, 15 seconds by default, or
    /// <see cref="Timeout.InfiniteTimeSpan"/> for never.</summary>
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromSeconds(15);

    internal static readonly TimeSpan LeastRefreshInterval = TimeSpan.FromSeconds(1);

    internal static readonly (double Least, double Most) SourceShares = (0.01, 1);

    /// <summary>What is out of its range; <see langword="null"/> if nothing is.</summary>
    internal string? Problem => !(SourceShare >= SourceShares.Least && SourceShare <= SourceShares.Most)
        ? $"SourceShare is {SourceShare}; it must be from {SourceShares.Least} to {SourceShares.Most}."
        : RefreshInterval != Timeout.InfiniteTimeSpan && !(RefreshInterval >= LeastRefreshInterval && ModelLimitsCheck.IsTimeout(RefreshInterval))
        ? $"RefreshInterval is {RefreshInterval}; it must be from {LeastRefreshInterval} to {ModelLimitsCheck.LongestWait.Days} days, or infinite."
        : Exploration.Problem;
}
