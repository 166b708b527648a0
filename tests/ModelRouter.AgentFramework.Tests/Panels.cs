namespace ModelRouter.AgentFramework.Tests;

/// <summary>A panel of two drafters, a critic and an arbiter, and models that know which of them they are.</summary>
public abstract class Panels
{
    private protected const string Prompt = "What is 6 times 7?";
    private protected readonly Stage _stage = new();

    private protected DeliberationChatClient Panel(Action<DeliberationOptions>? configure = null)
    {
        var options = new DeliberationOptions
        {
            Name = "panel",
            Drafters = [new() { Model = "house", MaxTokens = 100 }, new() { Tier = ModelTier.Specialized, MaxTokens = 100 }],
            Critic = new() { Tier = ModelTier.SelfHosted, MaxTokens = 100 },
            Arbiter = new() { Tier = ModelTier.Cloud, MaxTokens = 100 },
        };
        configure?.Invoke(options);
        return new(_stage.Router, options);
    }

    private protected static async Task<ChatResponse> AskAsync(IChatClient client, bool stream, CancellationToken? ct = null, ChatOptions? options = null) => stream
        ? await client.GetStreamingResponseAsync(Prompt, options, ct ?? Stage.Ct).ToChatResponseAsync(Stage.Ct)
        : await client.GetResponseAsync(Prompt, options, ct ?? Stage.Ct);

    private protected static ScriptedModel Saying(string draft, string critique = "", string arbitration = "") =>
        new((messages, _) => [new TextContent(IsCritique(messages) ? critique : IsArbitration(messages) ? arbitration : draft)]);

    private protected static ScriptedModel Failing() => new(static (_, _) => throw new HttpRequestException("down", null, System.Net.HttpStatusCode.InternalServerError));

    private protected static bool IsCritique(IReadOnlyList<ChatMessage> messages) => messages[^1].Text.Contains("what is wrong in it", StringComparison.Ordinal);

    private protected static bool IsArbitration(IReadOnlyList<ChatMessage> messages) => messages[^1].Text.Contains("they disagree", StringComparison.Ordinal);
}
