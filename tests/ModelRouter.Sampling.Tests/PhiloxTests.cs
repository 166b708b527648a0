namespace ModelRouter.Sampling.Tests;

/// <summary>Known answers that Random123 publishes for philox4x32-10.</summary>
public sealed class PhiloxTests
{
    [Fact]
    public void Zero_counter_and_key() =>
        Assert.Equal((0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u), Philox4x32.Block(0, 0, 0, 0, 0, 0));

    [Fact]
    public void All_ones() =>
        Assert.Equal(
            (0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu),
            Philox4x32.Block(uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue));

    [Fact]
    public void Digits_of_pi() =>
        Assert.Equal(
            (0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u),
            Philox4x32.Block(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0));

    [Fact]
    public void A_draw_is_the_first_two_words_of_the_seed_and_the_step()
    {
        var (low, high, _, _) = Philox4x32.Block(0x89abcdef, 0x01234567, 0, 0, 0x76543210, 0xfedcba98);
        Assert.Equal(low | ((ulong)high << 32), Philox4x32.Draw(0xfedcba9876543210, 0x0123456789abcdef));
    }
}
