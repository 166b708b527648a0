namespace ModelRouter.Sampling.Tests;

public sealed class IntegerMassTests
{
    // A prime stride through the bit patterns of 0 to 41: every exponent, and mantissas without a pattern.
    private const uint Stride = 1999;

    [Fact]
    public void Mass_is_two_to_the_44_times_the_exponential()
    {
        for (uint bits = 0; bits < BitConverter.SingleToUInt32Bits(40); bits += Stride)
        {
            var x = BitConverter.UInt32BitsToSingle(bits);
            var exact = Math.Exp(-x) * IntegerMass.One;
            Assert.True(Math.Abs(IntegerMass.Of(x) - exact) <= (exact * 1.5e-7) + 1, $"exp(-{x:R})");
        }
    }

    [Fact]
    public void Mass_times_distance_is_that_product()
    {
        for (uint bits = 0; bits < BitConverter.SingleToUInt32Bits(40); bits += Stride)
        {
            var x = BitConverter.UInt32BitsToSingle(bits);
            var exact = Math.Exp(-x) * x * IntegerMass.One;
            // One unit of 2⁻²⁴ is lost in the truncation of the mantissa.
            Assert.True(Math.Abs(IntegerMass.TimesDistance(x) - exact) <= (exact * 2.5e-7) + (IntegerMass.One >> 24) + 1, $"{x:R}");
        }
    }

    [Fact]
    public void The_likeliest_weighs_one_and_the_far_nothing()
    {
        Assert.Equal(1UL << 44, IntegerMass.One);
        Assert.Equal(IntegerMass.One, IntegerMass.Of(0));
        Assert.Equal(1UL, IntegerMass.Of(30.4f));
        Assert.Equal(0UL, IntegerMass.Of(30.6f));
        Assert.Equal(0UL, IntegerMass.Of(IntegerMass.Massless));
        Assert.Equal(0UL, IntegerMass.Of(IntegerMass.Farthest));
        Assert.Equal(1UL, IntegerMass.TimesDistance(34));
        Assert.Equal(0UL, IntegerMass.TimesDistance(IntegerMass.Negligible));
        Assert.Equal(IntegerMass.Farthest, IntegerMass.Distance(1, float.NaN));
        Assert.Equal(IntegerMass.Farthest, IntegerMass.Distance(1, float.NegativeInfinity));
    }

    [Fact]
    public void Known_masses_do_not_drift()
    {
        // Golden values: a device that gives others has another semantics.
        Assert.Equal(
            [6471803731968, 8796093022208, 798684032, 244],
            new[] { 1f, 0.6931472f, 10f, 25f }.Select(IntegerMass.Of));
    }

    [Fact]
    public void Vector128_weighs_like_the_definition()
    {
        Assert.SkipUnless(Vector128Sampler.IsSupported, "This machine has no vector128.");
        WeighsLikeTheDefinition<Vector128Kernel>();
    }

    [Fact]
    public void Avx2_weighs_like_the_definition()
    {
        Assert.SkipUnless(Avx2Sampler.IsSupported, "This machine has no avx2.");
        WeighsLikeTheDefinition<Avx2Kernel>();
    }

    [Fact]
    public void Avx512_weighs_like_the_definition()
    {
        Assert.SkipUnless(Avx512Sampler.IsSupported, "This machine has no avx512.");
        WeighsLikeTheDefinition<Avx512Kernel>();
    }

    private static void WeighsLikeTheDefinition<TKernel>()
        where TKernel : IRowKernel
    {
        const int Row = 4099;
        var scratch = SamplerScratch.For(Row);
        uint bits = 0;
        while (bits < BitConverter.SingleToUInt32Bits(41))
        {
            var row = new float[Row];
            for (var i = 0; i < Row; i++, bits += Stride)
            {
                row[i] = -BitConverter.UInt32BitsToSingle(bits); // Against a maximum of 0 the distance is exactly this.
            }

            foreach (var inverseTemperature in new[] { 1f, 1 / 0.6f })
            {
                Assert.Equal(Row, TKernel.Collect(row, 0, float.MaxValue, scratch));
                var (mass, count) = TKernel.Weigh(scratch, Row, inverseTemperature, 1);
                var expected = row.Select(y => IntegerMass.Of(IntegerMass.Scale(-y, inverseTemperature))).ToArray();
                Assert.Equal(expected, scratch.Masses[..Row]);
                Assert.Equal(expected.Aggregate(0UL, (a, b) => a + b), mass);
                Assert.Equal(expected.Count(q => q != 0), count);
                Assert.Equal(mass, TKernel.SumAt(row, 0, inverseTemperature));
            }

            var (sum, timesDistance) = TKernel.Sum(row, 0);
            Assert.Equal(row.Aggregate(0UL, (a, y) => a + IntegerMass.Of(IntegerMass.Distance(0, y))), sum);
            Assert.Equal(row.Aggregate(0UL, (a, y) => a + IntegerMass.TimesDistance(IntegerMass.Distance(0, y))), timesDistance);
        }
    }
}
