namespace ModelRouter;

/// <summary>What the labelled prompts most alike tell of one prompt. Immutable, so safe for concurrent use.</summary>
internal sealed class Neighbours
{
    // What is shared is told by the labels of all models, what is a model's own by few.
    private const double SharedPenalty = 0.1;
    private const double OwnPenalty = 1;

    private const double MostShift = 8;
    private const int Steps = 12;
    private const double Precision = 1e-3;

    private readonly List<(double Weight, ModelOutcome Outcome)> _near;
    private readonly double _shared;

    internal Neighbours(Neighbourhood of, List<(double Weight, ModelOutcome Outcome)> near)
    {
        (Of, _near) = (of, near);
        _shared = Shift(model: null, offset: 0, SharedPenalty);
    }

    /// <summary>Among whom they were found.</summary>
    internal Neighbourhood Of { get; }

    /// <summary>What a model's logit is to be moved by.</summary>
    internal double ShiftOf(int model) => _shared + Shift(model, _shared, OwnPenalty);

    /// <summary>The constant d that makes Σ weight × (outcome − sigmoid(logit + offset + d)) − penalty × d zero.</summary>
    /// <remarks>It falls with d, so Newton's steps are kept between where it is known to be above and below zero.</remarks>
    private double Shift(int? model, double offset, double penalty)
    {
        var (low, high, at) = (-MostShift, MostShift, 0.0);
        for (var step = 0; step < Steps; step++)
        {
            var (excess, slope) = (-penalty * at, penalty);
            foreach (var (weight, outcome) in _near)
            {
                if (model is null || outcome.Model == model)
                {
                    var chance = LogisticFit.Sigmoid(outcome.Logit + offset + at);
                    excess += weight * (outcome.Outcome - chance);
                    slope += weight * chance * (1 - chance);
                }
            }

            var next = at + (excess / slope);
            if (Math.Abs(next - at) < Precision)
            {
                break;
            }

            (low, high) = excess > 0 ? (at, high) : (low, at);
            at = next > low && next < high ? next : (low + high) / 2;
        }

        return at;
    }
}
