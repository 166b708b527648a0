namespace ModelRouter;

/// <summary>Takes the features of a request as they are found: the classifier adds up weights, the trainer keeps a list.</summary>
internal interface IFeatureSink
{
    /// <summary>Hashed features of the group that is open, at most <see cref="MostAtOnce"/>.</summary>
    void Add(ReadOnlySpan<int> buckets);

    /// <summary>So many signed bytes add up to no more than 16 bits hold.</summary>
    internal const int MostAtOnce = short.MaxValue / -sbyte.MinValue;

    /// <summary>Closes the group: each of its features has this value.</summary>
    void EndGroup(float value);

    /// <summary>A figure of the request as a whole.</summary>
    void AddFigure(int index, float value);
}
