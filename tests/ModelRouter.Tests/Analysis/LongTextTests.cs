using Microsoft.Extensions.AI;

namespace ModelRouter.Tests;

/// <summary>What anyone may send is read in a time that grows with its length alone: a square of a million characters would take minutes.</summary>
public sealed class LongTextTests
{
    private const int Length = 1_000_000;

    [Theory]
    [InlineData("ignor'")]
    [InlineData("ignore, ")]
    [InlineData("ignore all the ")]
    [InlineData("pay no attention to ")]
    [InlineData("/sk-")]
    [InlineData("/eyJ")]
    [InlineData("=eyJa")]
    [InlineData("+ghp_")]
    [InlineData("bearer ")]
    [InlineData("token=")]
    [InlineData("pwd=")]
    [InlineData("password\"")]
    [InlineData("password ")]
    [InlineData("://a:")]
    [InlineData("a@b.c")]
    [InlineData("@")]
    [InlineData("1")]
    [InlineData("12 ")]
    [InlineData("12-")]
    [InlineData("1 -/")]
    [InlineData("a1")]
    [InlineData("AB12 ")]
    [InlineData("<context></context>")]
    [InlineData("<context>")]
    [InlineData("x<user_info>y</user_info>")]
    [InlineData("<context><user_info></context>")]
    [InlineData("“")]
    [InlineData("\"")]
    [InlineData(" '")]
    [InlineData("«「")]
    [InlineData("```")]
    [InlineData("`")]
    [InlineData("![")]
    [InlineData("from the user ")]
    [InlineData("conversation ")]
    [InlineData("thanks. ")]
    [InlineData("hi!\n")]
    [InlineData("...")]
    [InlineData("+ ")]
    [InlineData("\u200B")]
    [InlineData("\\")]
    [InlineData("\\\\n")]
    [InlineData("\\u005c")]
    [InlineData("무시하")]
    [InlineData("비밀번호는 ")]
    [InlineData("gnoruj ")]
    [InlineData("QWxhZGRpbjpvcGVuIHNlc2FtZQQWxhZGRpbjpvcGVuIHNl.")]
    public void Is_read_once(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, Length / piece.Length));
        var profile = new HeuristicPromptAnalyzer().Analyze([new(ChatRole.User, text), new(ChatRole.Tool, [new FunctionResultContent("1", text)])], null);
        Assert.InRange(profile.InputTokens, Length / 4, 4 * Length);
    }
}
