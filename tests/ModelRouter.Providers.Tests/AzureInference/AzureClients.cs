using Azure;
using Microsoft.Extensions.AI;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

/// <summary>Clients of a test's server, and their answers in short.</summary>
internal static class AzureClients
{
    public const string Key = "canary-5f3a9c1b7e";

    public static readonly ChatMessage[] Hello = [new(ChatRole.User, "Greet the secret sky.")];

    public static AzureInferenceChatClient Of(WireServer server, AzureInferenceOptions? options = null) =>
        new(new(server.Address, "models"), new AzureKeyCredential(Key), options);

    /// <summary>All that a response says, in one text.</summary>
    public static string Show(ChatResponse response)
    {
        var contents = response.Messages.SelectMany(m => m.Contents).ToList();
        var calls = contents.OfType<FunctionCallContent>()
            .Select(c => $"{c.CallId}:{c.Name}({string.Join(',', c.Arguments?.Select(a => $"{a.Key}={a.Value}") ?? [])}){c.Exception?.GetType().Name}");
        return string.Join(
            '|',
            string.Concat(contents.OfType<TextReasoningContent>().Select(t => t.Text)),
            response.Text,
            string.Join(' ', calls),
            response.FinishReason);
    }
}
