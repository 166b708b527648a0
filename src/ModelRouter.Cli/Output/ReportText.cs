namespace ModelRouter.Cli;

/// <summary>A report's figures for people.</summary>
internal static class ReportText
{
    internal static string Name(SpendGrouping by, string name) => name.Length > 0 ? name : $"(no {Names.Words(by)})";

    /// <summary>Cents always; down to a millionth of a dollar, and what is less than a cent as far as it goes.</summary>
    internal static string Dollars(decimal amount) => amount switch
    {
        < 0 => $"-{Dollars(-amount)}",
        < 0.01m => $"${amount:0.00##########}",
        _ => $"${amount:#,0.00####}",
    };

    internal static string Seconds(TimeSpan? latency) => latency is { } time ? $"{time.TotalSeconds:#,0.00} s" : "-";

    /// <summary>To a tenth; only what is all or nothing reads as such.</summary>
    internal static string Percent(double share) => $"{(share is > 0 and < 1 ? Math.Clamp(share, 0.001, 0.999) : share) * 100:0.#}%";
}
