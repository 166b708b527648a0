namespace ModelRouter;

/// <summary>Takes the features of a request as they are found: the classifier adds up weights, the trainer keeps a list.</summary>
internal interface IFeatureSink
{
    /// <summary>Hashed features of a group.</summary>
    void Add(ReadOnlySpan<int> buckets);

    /// <summary>Closes the group: each of its features has this value.</summary>
    void EndGroup(float value);

    /// <summary>A figure of the request as a whole.</summary>
    void AddFigure(int index, float value);
}
