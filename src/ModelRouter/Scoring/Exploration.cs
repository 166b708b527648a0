using System.Globalization;

namespace ModelRouter;

/// <summary>What of a decision is left to chance, so that the router learns about models that it would not choose.</summary>
/// <remarks>The probabilities are those of the moment of the decision, so a log of them allows to estimate what another way of choosing would have
/// brought: each outcome weighs 1 / <see cref="Propensity"/> (Horvitz and Thompson 1952).</remarks>
public sealed record Exploration
{
    /// <summary>The model that is chosen unless another is explored: the one of the highest value.</summary>
    public required string Best { get; init; }

    /// <summary>The models that may be asked in its place, the likeliest first.</summary>
    public required IReadOnlyList<ExplorationCandidate> Candidates { get; init; }

    /// <summary>Which of them was drawn, and so leads the ranking; <see langword="null"/> if the best model does.</summary>
    public ExplorationCandidate? Explored { get; init; }

    /// <summary>The probability with which the ranking's first model was to lead it; from 0 (not included) to 1.</summary>
    public double Propensity => Explored?.Probability ?? (1 - Candidates.Sum(static candidate => candidate.Probability));

    /// <summary>US dollars that the choice is expected to lose against the best; 0 if that leads.</summary>
    public decimal ExtraCost => Explored?.ExtraCost ?? 0;

    /// <summary>The same as a sentence or two.</summary>
    public string Explain() => Explored is { } explored
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"Exploration: {explored.Model} is asked in place of {Best}, to learn how well it answers; there is a chance of {explored.ChanceToBeBetter:P1} that it is worth more. ")
            + string.Create(CultureInfo.InvariantCulture, $"It was drawn with probability {Propensity:P2}, and is expected to lose ${ExtraCost:0.########} by what is known.")
        : string.Create(CultureInfo.InvariantCulture, $"Exploration: {Best} leads with probability {Propensity:P2}; to learn, others may be asked in its place: ")
            + string.Join(", ", Candidates.Select(static candidate => string.Create(
                CultureInfo.InvariantCulture,
                $"{candidate.Model} with {candidate.Probability:P2} (worth more with a chance of {candidate.ChanceToBeBetter:P1}, expected to lose ${candidate.ExtraCost:0.########})")))
            + ".";
}
