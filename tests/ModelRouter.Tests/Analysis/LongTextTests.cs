using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter.Tests;

/// <summary>What anyone may send is read in a time that grows with its length alone: a square of half a million characters would take minutes.</summary>
public sealed class LongTextTests
{
    private const int Length = 500_000;

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
        var json = JsonSerializer.SerializeToElement(text);
        var profile = new HeuristicPromptAnalyzer().Analyze(
            [
                new(ChatRole.User, text),
                new(ChatRole.Assistant, [Call("1", text), Call("2", json)]),
                new(ChatRole.Tool, [new FunctionResultContent("1", text), new FunctionResultContent("2", json)]),
            ],
            null);
        Assert.InRange(profile.InputTokens, Length / 2, 25 * Length);
    }

    private static FunctionCallContent Call(string id, object text) => new(id, "act", new Dictionary<string, object?> { ["password"] = text });
}
