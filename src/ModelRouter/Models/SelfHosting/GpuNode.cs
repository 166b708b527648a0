namespace ModelRouter;

/// <summary>A server with GPUs: the unit in which capacity is rented or bought.</summary>
/// <remarks>Immutable.</remarks>
public sealed record GpuNode
{
    /// <summary>The GPU's name, for people only.</summary>
    public string Gpu { get; init; } = "GPU";

    /// <summary>GPUs of one node; 1 to 128.</summary>
    public required int GpusPerNode { get; init; }

    /// <summary>What they cost.</summary>
    public required GpuCost Cost { get; init; }

    internal void Check()
    {
        CostRange.GpusPerNode.Check(nameof(GpusPerNode), GpusPerNode);
        ArgumentNullException.ThrowIfNull(Cost);
        Cost.Check();
    }
}
