namespace ModelRouter;

/// <summary>What outcomes have taught of models: the learned part of predicting success.</summary>
/// <remarks>Made by <c>modelrouter train</c>. Immutable, so safe for concurrent use.</remarks>
public sealed class RouterWeights
{
    private const string AnyMagic = "ModelRouter weights ";
    private const string Magic = "ModelRouter weights 4";
    private const int MostExperts = 1_000;
    private const int MostCorrections = 100_000;

    private static readonly Lazy<RouterWeights> Shipped = new(static () =>
    {
        using var stream = typeof(RouterWeights).Assembly.GetManifestResourceStream("router-weights.bin")
            ?? throw new InvalidOperationException("The router's weights are missing from this build of ModelRouter.");
        return Read(stream);
    });

    private readonly OutcomeExpert[] _experts;
    private readonly Dictionary<string, ModelPlace> _places = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, OutcomeCorrection> _corrections = new(StringComparer.OrdinalIgnoreCase);
    private readonly LearnedLabels _learned;
    private readonly int _columns;

    /// <param name="encoder">Makes the vectors that they were trained on.</param>
    /// <param name="experts">What bodies of outcomes taught, the first to be asked first.</param>
    /// <param name="learned">The labels that taught the corrections; <see langword="null"/> for none.</param>
    /// <param name="corrections">What a deployment's own labels taught on top; of one model the earlier first.</param>
    internal RouterWeights(PromptEncoder encoder, OutcomeExpert[] experts, LearnedLabels? learned = null, params IEnumerable<OutcomeCorrection> corrections)
    {
        (Encoder, _experts, _learned) = (encoder, experts, learned ?? LearnedLabels.None);
        for (var expert = 0; expert < experts.Length; expert++)
        {
            for (var model = 0; model < experts[expert].Models.Length; model++)
            {
                // A model that two bodies of outcomes know is taken from the first.
                _places.TryAdd(experts[expert].Models[model], new(expert, model, _columns));
                _columns++;
            }
        }

        foreach (var correction in corrections)
        {
            _corrections[correction.Model] = _corrections.TryGetValue(correction.Model, out var earlier) ? earlier.Plus(correction) : correction;
        }
    }

    /// <summary>The weights that the library ships with.</summary>
    public static RouterWeights Default => Shipped.Value;

    /// <summary>The models that they know, by the names that the outcomes had.</summary>
    public IReadOnlyCollection<string> Models => _places.Keys;

    internal PromptEncoder Encoder { get; }

    /// <summary>A reading of a prompt in which nothing has been worked out yet.</summary>
    internal WeightsReading NewReading() => new(this, _columns, _experts.Length);

    /// <summary>Reads weights that <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">They are none, are damaged, or belong to another version of the library.</exception>
    public static RouterWeights Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            using var reader = new WeightsReader(stream);
            if (reader.Text() is var magic && magic != Magic)
            {
                throw new InvalidDataException(magic.StartsWith(AnyMagic, StringComparison.Ordinal)
                    ? "These weights were made by another version of ModelRouter. Update it, or train them anew: modelrouter train."
                    : "This is not a file of router weights.");
            }

            if (reader.Hash() != PromptEncoder.Default.Id)
            {
                throw new InvalidDataException("These weights were trained with another version of ModelRouter, which reads prompts differently. Train them anew: modelrouter train.");
            }

            var experts = new OutcomeExpert[reader.Count() is <= MostExperts and var count ? count : throw new InvalidDataException("The weights are damaged.")];
            for (var i = 0; i < experts.Length; i++)
            {
                experts[i] = OutcomeExpert.Read(reader);
            }

            var corrections = new OutcomeCorrection[reader.Count() is <= MostCorrections and var more ? more : throw new InvalidDataException("The weights are damaged.")];
            for (var i = 0; i < corrections.Length; i++)
            {
                corrections[i] = OutcomeCorrection.Read(reader);
            }

            return new(PromptEncoder.Default, experts, LearnedLabels.Read(reader), corrections);
        }
        catch (Exception bad) when (bad is EndOfStreamException or FormatException)
        {
            throw new InvalidDataException("These are no router weights, or the file is cut short.", bad);
        }
    }

    /// <summary>Writes them.</summary>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var writer = new WeightsWriter(stream);
        writer.Write(Magic);
        writer.Write(Encoder.Id);
        writer.Write(_experts.Length);
        foreach (var expert in _experts)
        {
            expert.Write(writer);
        }

        writer.Write(_corrections.Count);
        foreach (var correction in _corrections.Values)
        {
            correction.Write(writer);
        }

        _learned.Write(writer);
    }

    /// <summary>These weights with what <paramref name="others"/> know in addition; of models that both know, theirs counts, and what
    /// a deployment's own labels corrected comes on top, theirs too.</summary>
    public RouterWeights With(RouterWeights others)
    {
        ArgumentNullException.ThrowIfNull(others);
        return new(Encoder, [.. others._experts, .. _experts], _learned.With(others._learned), [.. _corrections.Values, .. others._corrections.Values]);
    }

    /// <summary>A model's mean success in the outcomes, 0 to 1; <see langword="null"/> if it isn't known.</summary>
    public double? MeanOf(string model) =>
        _places.TryGetValue(model, out var place) ? Chance(_experts[place.Expert].MeanOf(place.Model)) : null;

    /// <summary>Whether they tell anything of a model, be it of the name that it is known by or of its id.</summary>
    internal bool Know(ModelProfile model) => _places.ContainsKey(model.KnownAs ?? model.Id) || _corrections.ContainsKey(model.Id);

    /// <summary>The logit of a model's chance, and how far it is to be trusted, 0 to 1.</summary>
    internal bool TryPredict(PromptVector prompt, string model, out float logit, out float support)
    {
        if (!_places.TryGetValue(model, out var place))
        {
            (logit, support) = (0, 0);
            return false;
        }

        (logit, support) = prompt.ReadBy(this).Of(prompt, _experts[place.Expert], place);
        return true;
    }

    /// <summary>A chance that was predicted for a model of this id, as a deployment's own labels have corrected it.</summary>
    internal double Correct(PromptVector prompt, string id, double chance) =>
        CorrectionOf(prompt, id) is var correction and not 0 ? LogisticFit.Sigmoid(LearnedOutcomes.Logit(chance) + correction) : chance;

    /// <summary>What a deployment's own labels add to the logit of the chance of a model of this id.</summary>
    internal double CorrectionOf(PromptVector prompt, string id) => _corrections.Count > 0 && _corrections.TryGetValue(id, out var correction) ? correction.Of(prompt) : 0;

    /// <summary>The labels that these weights were not learned from, beside what they predict.</summary>
    internal OutcomeLabel[] NewAmong(IEnumerable<OutcomeLabel> labels) =>
    [
        .. labels.Where(label => !_learned.Contains(label))
            .Select(label => label with { Call = label.Call with { BaseLogit = label.Call.BaseLogit + CorrectionOf(label.Call.Prompt, label.Call.Model) } }),
    ];

    private static double Chance(double logit) => 1 / (1 + Math.Exp(-logit));
}
