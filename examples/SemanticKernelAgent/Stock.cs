using System.ComponentModel;

namespace ModelRouter.Examples.SemanticKernelAgent;

/// <summary>What is in stock.</summary>
internal sealed class Stock
{
    private static readonly Dictionary<string, int> Counts = new(StringComparer.OrdinalIgnoreCase) { ["bolts"] = 487, ["nuts"] = 152 };

    [KernelFunction, Description("How many of an item are in stock.")]
    public static int Count(string item) => Counts.GetValueOrDefault(item);
}
