namespace ModelRouter;

/// <summary>A sum of money that is exact whatever the order: a decimal rounds as soon as it has more than 28 digits, so that parts would no longer be the whole.</summary>
/// <remarks>A whole number of 10⁻²⁸ dollars, the finest that a decimal can have; from −17 to +17 billion dollars.</remarks>
internal readonly record struct MoneySum
{
    private const int Scale = 28;

    private readonly Int128 _units;

    private MoneySum(Int128 units) => _units = units;

    /// <exception cref="OverflowException">It is more than 17 billion dollars.</exception>
    public static MoneySum operator +(MoneySum sum, decimal amount) => new(checked(sum._units + Units(amount)));

    /// <inheritdoc cref="op_Addition(MoneySum, decimal)"/>
    public static MoneySum operator +(MoneySum sum, MoneySum other) => new(checked(sum._units + other._units));

    /// <summary>The sum in US dollars; rounded only if it has more than 28 digits.</summary>
    public decimal ToDecimal()
    {
        // Whole dollars and the rest each fit; zeros at the end are no digits.
        var one = Power(Scale);
        var (whole, rest) = Int128.DivRem(_units, one);
        return (decimal)whole + ((decimal)rest / 1_0000_0000_0000_0000_0000_0000_0000m);
    }

    private static Int128 Units(decimal amount)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(amount, bits);
        var mantissa = ((UInt128)(uint)bits[2] << 64) | ((ulong)(uint)bits[1] << 32) | (uint)bits[0];
        var units = checked((Int128)mantissa * Power(Scale - amount.Scale));
        return bits[3] < 0 ? -units : units;
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
