using System.Globalization;

namespace ModelRouter;

/// <summary>A load takes more nodes than there are.</summary>
public sealed class SelfHostedCapacityException : Exception
{
    /// <summary>The failure of <paramref name="nodes"/> nodes under a load that takes <paramref name="requiredNodes"/>.</summary>
    public SelfHostedCapacityException(decimal nodes, decimal requiredNodes)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"The load takes {requiredNodes:#,0.00} nodes, busy around the clock, and there are {nodes:#,0.##}: it would take {Math.Ceiling(requiredNodes):#,0} whole nodes."))
    {
        Nodes = nodes;
        RequiredNodes = requiredNodes;
    }

    /// <summary>How many there are.</summary>
    public decimal Nodes { get; }

    /// <summary>How many the load takes when all are busy around the clock; unrounded.</summary>
    public decimal RequiredNodes { get; }
}
