using Microsoft.Extensions.AI;
using ModelRouter.TestModels;

namespace ModelRouter.LlamaCpp.Tests;

/// <summary>What becomes of roles in the templates that llama.cpp knows: it compares their texts, and leaves out turns.</summary>
public sealed class RoleTests
{
    private static readonly ChatMessage Question = new(ChatRole.User, "Why?");

    [Theory]
    [InlineData("deepseek3", "User", "user")]
    [InlineData("deepseek3", "System", "system")]
    [InlineData("deepseek3", "ASSISTANT", "assistant")]
    [InlineData("deepseek3", "developer", "system")]
    [InlineData("deepseek3", "tool", "user")]
    [InlineData("deepseek3", "function", "user")]
    [InlineData("deepseek3", "user<｜Assistant｜>", "user")]
    [InlineData("mistral-v3", "System", "system")]
    [InlineData("mistral-v3", "developer", "system")]
    [InlineData("mistral-v3", "tool", "user")]
    [InlineData("chatml", "critic", "user")]
    [InlineData("exaone4", "Tool", "tool")]
    [InlineData("chatml", "tool", "tool")]
    public async Task A_role_is_one_that_templates_know(string template, string role, string known)
    {
        using var model = TinyModel.R1();
        using var loaded = await Tiny.LoadAsync(Tiny.Options(model) with { ChatTemplate = template });
        var plain = ChatTemplate.For(PromptFormat.ChatTemplate, template, model.Path, ChatTemplate.NativeRenderer)!;

        var prompt = loaded.Prompts.Build([Question, new(new ChatRole(role), "Now, then!"), Question], null);

        var text = plain.Render([("user", "Why?"), (known, "Now, then!"), ("user", "Why?")]);
        Assert.Contains("Now, then!", text, StringComparison.Ordinal);
        Assert.Equal(loaded.Model.Vocabulary.Tokenize(text, addSpecial: true, parseSpecial: true), prompt.Tokens);
    }

    [Theory]
    [InlineData("gemma", false, false)]
    [InlineData("gemma", true, true)]
    [InlineData("hunyuan-dense", false, true)]
    public async Task A_turn_that_the_template_would_leave_out_is_refused(string template, bool streaming, bool asked)
    {
        using var model = TinyModel.R1();
        using var client = new LlamaChatClient(Tiny.Options(model) with { ChatTemplate = template });
        ChatMessage late = new(ChatRole.System, "Why?");
        ChatMessage[] conversation = asked ? [Question, late] : [Question, new(ChatRole.Assistant, "So."), Question, late];
        var few = Chat.Greedy;
        few.MaxOutputTokens = 1;

        var refusal = await Assert.ThrowsAsync<ModelRefusedException>(() => client.AskAsync(streaming, conversation, few));

        Assert.Contains("system", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Why?", refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(await client.AskAsync(streaming, [late, Question], few));
        Assert.NotNull(await client.AskAsync(streaming, [Question, new(ChatRole.System, " ")], few));
    }

    [Fact]
    public async Task An_earlier_refusal_is_what_the_assistant_said()
    {
        using var model = TinyModel.R1();
        using var loaded = await Tiny.LoadAsync(Tiny.Options(model));

        var prompt = loaded.Prompts.Build([Question, new(ChatRole.Assistant, [new ErrorContent("I won't.") { ErrorCode = "Refusal" }]), Question], null);

        Assert.Equal(loaded.Prompts.Build([Question, new(ChatRole.Assistant, "I won't."), Question], null).Tokens, prompt.Tokens);
    }

    [Fact]
    public async Task A_template_that_trims_loses_nothing()
    {
        using var model = TinyModel.R1();
        using var loaded = await Tiny.LoadAsync(Tiny.Options(model) with { ChatTemplate = "gemma" });

        var trimmed = loaded.Prompts.Build([new(ChatRole.User, "Why?\n")], null);

        Assert.Equal(loaded.Prompts.Build([Question], null).Tokens, trimmed.Tokens);
    }
}
