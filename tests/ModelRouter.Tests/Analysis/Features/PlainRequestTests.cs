using CsCheck;

namespace ModelRouter.Tests;

public sealed class PlainRequestTests
{
    [Theory]
    [InlineData("Fix this code: x = 1", "Fix this code: x = 1")]
    [InlineData("  Fix this code: x = 1 \n\n", "Fix this code: x = 1")]
    [InlineData("Hi! Could you please help me with this? Prove that 2 is prime. Thank you so much!", "Prove that 2 is prime.")]
    [InlineData("Hello there,\nprove that 2 is prime.\nThanks in advance!", "prove that 2 is prime.")]
    [InlineData("Can you please prove that 2 is prime?", "prove that 2 is prime?")]
    [InlineData("Please prove that 2 is prime, thanks.", "prove that 2 is prime")]
    [InlineData("안녕하세요. 질문이 있어요. 2가 소수임을 증명해 줘. 감사합니다!", "2가 소수임을 증명해 줘.")]
    [InlineData("Thank you!", "Thank you!")]
    [InlineData("Hi, can you help me?", "Hi, can you help me?")]
    [InlineData("Can you help me? I lost a day. What is the time?", "I lost a day. What is the time?")]
    [InlineData("Will this be it? Is this a day?", "Will this be it? Is this a day?")]
    [InlineData("", "")]
    [InlineData(" \n ", "")]
    public void Courtesies_are_left_out(string text, string request) => Assert.Equal(request, PlainRequest.Of(text).ToString());

    [Fact]
    public void A_request_is_never_left_out_entirely() => Gen.Select(Gen.String, Gen.OneOf(Gen.Const("please "), Gen.Const("Hi. "), Gen.Const("Thanks!"), Gen.Const(" thank you"), Gen.Const("감사합니다. ")), Gen.Int[0, 4]).Sample(
        (text, courtesy, times) =>
        {
            var asked = text + string.Concat(Enumerable.Repeat(courtesy, times));
            Assert.Equal(asked.Trim().Length == 0, PlainRequest.Of(asked).Length == 0);
        });

    [Fact]
    public void Neither_manners_nor_loudness_nor_spaces_change_the_vector() => Gen.Int[0, 95].Sample(i =>
    {
        var text = Labels.Text(i);
        var plain = PromptEncoder.Default.Encode(text);
        Assert.Equal(plain, PromptEncoder.Default.Encode($"Could you please help me with this? {text} Thank you!"));
        Assert.Equal(plain, PromptEncoder.Default.Encode($"Hi! {text}\n\nThanks a lot."));
        Assert.Equal(plain, PromptEncoder.Default.Encode(text.Replace(" ", "   ", StringComparison.Ordinal) + "  \n"));
        Assert.Equal(PromptEncoder.Default.Encode(text.ToLowerInvariant()), PromptEncoder.Default.Encode(text.ToUpperInvariant()));
        Assert.NotEqual(plain, PromptEncoder.Default.Encode(Labels.Text((i + 1) % 96)));
    });

    [Fact]
    public void The_layout_of_code_stays()
    {
        const string Code = "def f(x):\n    if x:\n        return  1\n    return 2";
        Span<char> into = stackalloc char[Code.Length];
        Assert.Equal("def f(x):\n    if x:\n        return 1\n    return 2", into[..PlainRequest.Write(Code, into)].ToString());
    }
}
