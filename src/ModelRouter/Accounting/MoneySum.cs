namespace ModelRouter;

/// <summary>A sum of money that is exact whatever the order: a decimal rounds as soon as it has more than 28 digits, so that parts would no longer be the whole.</summary>
/// <remarks>Whole dollars and the rest in 10⁻²⁸ dollars, the finest that a decimal can have, so that no decimals are too large to be added: whatever a row claims, others
/// are summed up with it.</remarks>
internal readonly record struct MoneySum
{
    private const int Scale = 28;

    private static readonly Int128 Dollar = Power(Scale);

    private readonly Int128 _dollars;

    // From 0 to below a dollar, of negative sums as well: one sum has one form.
    private readonly Int128 _rest;

    private MoneySum(Int128 dollars, Int128 rest) => (_dollars, _rest) = rest < Dollar ? (dollars, rest) : (dollars + 1, rest - Dollar);

    public static MoneySum operator +(MoneySum sum, decimal amount)
    {
        var dollars = decimal.Floor(amount);
        return new(sum._dollars + (Int128)dollars, sum._rest + Units(amount - dollars));
    }

    public static MoneySum operator +(MoneySum sum, MoneySum other) => new(sum._dollars + other._dollars, sum._rest + other._rest);

    /// <summary>The sum in US dollars; rounded only if it has more than 28 digits, and at most what a decimal can be.</summary>
    public decimal ToDecimal() =>
        _dollars >= (Int128)decimal.MaxValue ? decimal.MaxValue
        : _dollars < (Int128)decimal.MinValue ? decimal.MinValue
        : (decimal)_dollars + ((decimal)_rest / 1_0000_0000_0000_0000_0000_0000_0000m);

    private static Int128 Units(decimal lessThanADollar)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(lessThanADollar, bits);
        var mantissa = ((UInt128)(uint)bits[2] << 64) | ((ulong)(uint)bits[1] << 32) | (uint)bits[0];
        return (Int128)mantissa * Power(Scale - lessThanADollar.Scale);
    }

    private static Int128 Power(int exponent)
    {
        Int128 power = 1;
        for (var i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }
}
