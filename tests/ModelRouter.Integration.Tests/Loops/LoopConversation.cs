using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter.Integration.Tests;

/// <summary>A conversation as an application leads it: keeps all that is said, runs the tools, and names the next model or leaves it to the router.</summary>
/// <param name="stage">The router and its models.</param>
/// <param name="isStreaming">How answers are asked for.</param>
/// <param name="isStored">True to store the history as JSON before every request, as applications do between requests.</param>
internal sealed class LoopConversation(LoopStage stage, bool isStreaming, bool isStored)
{
    private List<ChatMessage> _history = [new(ChatRole.System, "Be brief.")];

    internal void Say(ChatRole role, string text) => _history.Add(new(role, text));

    /// <summary>Asks, keeps the answer, and runs the tools that it calls.</summary>
    /// <param name="model">Who answers; <see langword="null"/> to leave it to the router.</param>
    /// <param name="calls">How many tools are called.</param>
    /// <param name="offersTools">False to offer none.</param>
    /// <returns>The receipt.</returns>
    internal async Task<RoutingReceipt> AskAsync(string? model, int calls, bool offersTools = true)
    {
        var messages = isStored ? Restored(_history) : _history;
        var options = new ChatOptions { ModelId = model, Instructions = "Use metric units.", Temperature = 0.7f, Seed = 1, MaxOutputTokens = 2048 };
        if (offersTools && model != LoopStage.Engine)
        {
            options.Tools = [AIFunctionFactory.Create(Weather, "weather"), AIFunctionFactory.Create(Time, "time")];
            options.AllowMultipleToolCalls = true;
        }

        stage.Script.Calls = calls;
        var ct = TestContext.Current.CancellationToken;
        var response = isStreaming
            ? await stage.Router.GetStreamingResponseAsync(messages, options, ct).ToChatResponseAsync(ct)
            : await stage.Router.GetResponseAsync(messages, options, ct);
        var receipt = response.GetRoutingReceipt()!;
        var made = response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ToList();
        Assert.Equal(calls, made.Count);
        Assert.Contains(response.Messages.SelectMany(message => message.Contents), content => content is TextReasoningContent);
        Assert.True(calls > 0 || response.Text == $"{receipt.Model} answers.", response.Text);

        _history = [.. messages, .. response.Messages];
        if (made.Count > 0)
        {
            _history.Add(new(ChatRole.Tool, [.. made.Select(call => (AIContent)new FunctionResultContent(call.CallId, Run(call)))]));
        }

        return receipt;
    }

    private static object Run(FunctionCallContent call) =>
        call.Name == "weather" ? Weather($"{call.Arguments!["city"]}") : JsonSerializer.SerializeToElement(new { time = Time($"{call.Arguments!["city"]}") });

    private static string Weather(string city) => $"sunny in {city}";

    private static string Time(string city) => $"noon in {city}";

    private static List<ChatMessage> Restored(List<ChatMessage> history) =>
        JsonSerializer.Deserialize<List<ChatMessage>>(JsonSerializer.Serialize(history, AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)!;
}
