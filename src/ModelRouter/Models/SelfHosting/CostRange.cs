using System.Globalization;

namespace ModelRouter;

/// <summary>What a number of the self-hosted cost model may be, ends included.</summary>
/// <remarks>The upper ends are far above anything sensible; together they keep every result within what a decimal holds.</remarks>
internal readonly record struct CostRange(decimal Min, decimal Max)
{
    internal static readonly CostRange Nodes = new(0.01m, 100_000);
    internal static readonly CostRange GpusPerNode = new(1, 128);
    internal static readonly CostRange GpuHour = new(0, 1_000);
    internal static readonly CostRange GpuPrice = new(0, 1_000_000);
    internal static readonly CostRange NodePrice = new(0, 10_000_000);
    internal static readonly CostRange Years = new(0.1m, 50);
    internal static readonly CostRange Kilowatts = new(0, 20);
    internal static readonly CostRange PowerUsageEffectiveness = new(1, 5);
    internal static readonly CostRange KilowattHour = new(0, 10);
    internal static readonly CostRange TokensPerSecond = new(1, 10_000_000);
    internal static readonly CostRange Tokens = new(0, 1_000_000_000_000_000_000);
    internal static readonly CostRange PerMillion = new(0, 1_000_000);
    internal static readonly CostRange Share = new(0, 1);

    /// <summary>For shares that are divided by.</summary>
    internal static readonly CostRange PositiveShare = new(0.01m, 1);

    internal bool Has(decimal value) => value >= Min && value <= Max;

    /// <exception cref="SelfHostedInputException">The value is out of range.</exception>
    internal void Check(string input, decimal value)
    {
        if (!Has(value))
        {
            throw new SelfHostedInputException(input, value, ToString());
        }
    }

    /// <summary><c>from 0 to 1</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"from {Min:#,0.##} to {Max:#,0.##}");
}
