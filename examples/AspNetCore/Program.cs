using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelRouter;
using ModelRouter.Examples.AspNetCore;

// begin-readme
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddModelRouter(builder.Configuration.GetSection("ModelRouter"), router => router.AddNanoR1().AddLlamaCpp());
builder.Services.AddHealthChecks().AddModelRouter();
var app = builder.Build();

app.MapHealthChecks("/health");

app.MapPost("/ask", IResult (Question question, IChatClient client, ModelRouterChatClient router, CancellationToken ct) =>
{
    if (string.IsNullOrWhiteSpace(question.Prompt))
    {
        return TypedResults.Problem("The prompt is empty.", statusCode: 400);
    }

    ChatMessage[] messages = [new(ChatRole.User, question.Prompt)];
    var decision = router.Route(messages);
    return decision.Ranking.Count > 0
        ? TypedResults.ServerSentEvents(Answer(client, messages, ct))
        : TypedResults.Problem(decision.Explain(), statusCode: 422, title: "No model may serve this prompt.");
});

await app.RunAsync();
// end-readme

// Events: thought and answer, piece by piece as JSON strings; at the end one receipt.
static async IAsyncEnumerable<SseItem<string>> Answer(
    IChatClient client, ChatMessage[] messages, [EnumeratorCancellation] CancellationToken ct)
{
    await foreach (var update in client.GetStreamingResponseAsync(messages, cancellationToken: ct))
    {
        foreach (var content in update.Contents)
        {
            if (content is TextReasoningContent thought)
            {
                yield return new(JsonSerializer.Serialize(thought.Text, JsonSerializerOptions.Web), "thought");
            }
            else if (content is TextContent text)
            {
                yield return new(JsonSerializer.Serialize(text.Text, JsonSerializerOptions.Web), "answer");
            }
        }

        if (update.GetRoutingReceipt() is { } receipt)
        {
            var proof = new { receipt.Model, receipt.Usage, CostUsd = receipt.Cost, Seconds = receipt.Duration.TotalSeconds };
            yield return new(JsonSerializer.Serialize(proof, JsonSerializerOptions.Web), "receipt");
        }
    }
}
