namespace ModelRouter;

/// <summary>What a set of weights makes of one prompt, worked out body by body of outcomes when a model of it is first asked about.</summary>
/// <remarks>Safe for concurrent use: two threads may both work it out; either's is right.</remarks>
internal sealed class WeightsReading
{
    private readonly float[] _chances;
    private readonly float[] _easier;
    private readonly float[] _supports;

    /// <param name="weights">Which weights.</param>
    /// <param name="models">How many models all bodies of outcomes have together.</param>
    /// <param name="experts">How many bodies of outcomes there are.</param>
    internal WeightsReading(RouterWeights weights, int models, int experts)
    {
        (Weights, _chances, _easier, _supports) = (weights, new float[models], new float[experts], new float[experts]);
        Array.Fill(_supports, float.NaN);
    }

    internal RouterWeights Weights { get; }

    /// <summary>The logit of a model's chance by what one body of outcomes taught, and how near the prompt is to what it was trained on.</summary>
    /// <param name="prompt">The prompt that this is the reading of.</param>
    /// <param name="expert">What the body taught.</param>
    /// <param name="place">The expert, the model's number in it, and its column among all models.</param>
    internal (float Logit, float Support) Of(PromptVector prompt, OutcomeExpert expert, in ModelPlace place)
    {
        var support = Volatile.Read(ref _supports[place.Expert]);
        if (float.IsNaN(support))
        {
            _easier[place.Expert] = expert.ReadTrees(prompt, _chances.AsSpan(place.Column - place.Model, expert.Models.Length));
            support = expert.SupportOf(prompt);
            Volatile.Write(ref _supports[place.Expert], support);
        }

        return (expert.LogitOf(place.Model, prompt, _chances[place.Column], _easier[place.Expert]), support);
    }
}
