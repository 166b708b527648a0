namespace ModelRouter;

/// <summary>What the labelled prompts most alike tell of one prompt. Immutable, so safe for concurrent use.</summary>
internal sealed class Neighbours
{
    // What is shared is told by the labels of all models, what is a model's own by few.
    private const double SharedPenalty = 0.1;
    private const double OwnPenalty = 1;

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

    private double Shift(int? model, double offset, double penalty) =>
        LogisticFit.Constant(_near, near => model is null || near.Model == model, offset, penalty);
}
