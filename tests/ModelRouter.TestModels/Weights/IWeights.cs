namespace ModelRouter.TestModels;

/// <summary>Where a model's matrices come from; each is width x rows, row after row.</summary>
internal interface IWeights
{
    float[] Embedding();

    float[] Output();

    /// <summary>A matrix of a block that reads from the hidden state or stays inside the block.</summary>
    float[] Inner(int width, int rows);

    /// <summary>A matrix of a block that adds to the hidden state.</summary>
    float[] Residual(int width);
}
