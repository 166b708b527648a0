namespace ModelRouter.Cli;

/// <summary>Money and token counts of a business, for people.</summary>
internal static class CostText
{
    /// <summary><c>$87,072</c>; cents below a thousand.</summary>
    internal static string Dollars(decimal dollars) =>
        (dollars < 0 ? "-$" : "$") + Math.Abs(dollars).ToString(Math.Abs(dollars) < 1_000 ? "#,0.00" : "#,0");

    /// <summary><c>$0.0603</c>, the price of a million tokens.</summary>
    internal static string PerMillion(decimal? dollars) =>
        dollars is { } price ? "$" + price.ToString(price is > 0 and < 0.01m ? "0.0000####" : "#,0.0000") : "";

    /// <summary><c>342.178 B</c>.</summary>
    internal static string Tokens(decimal tokens) => tokens switch
    {
        >= 1_000_000_000_000 => $"{tokens / 1_000_000_000_000:#,0.###} T",
        >= 1_000_000_000 => $"{tokens / 1_000_000_000:0.###} B",
        >= 1_000_000 => $"{tokens / 1_000_000:0.###} M",
        _ => $"{tokens:#,0}",
    };

    /// <summary><c>545%</c>; decimals below a hundred.</summary>
    internal static string Percent(decimal percent) => percent.ToString(Math.Abs(percent) < 100 ? "0.0" : "#,0") + "%";

    /// <summary><c>8 × H800</c>.</summary>
    internal static string Node(GpuNode node) => $"{node.GpusPerNode} × {node.Gpu}";
}
