using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter.Examples.EnterpriseService;

/// <summary>What a tenant may ask of the service.</summary>
internal static class Endpoints
{
    /// <summary>Answers as it is written: events <c>thought</c> and <c>answer</c>, and one <c>receipt</c> at the end.</summary>
    public static IResult Ask(Question question, ClaimsPrincipal caller, IChatClient client, CancellationToken ct) => string.IsNullOrWhiteSpace(question.Prompt)
        ? TypedResults.Problem("The prompt is empty.", statusCode: StatusCodes.Status400BadRequest)
        : TypedResults.ServerSentEvents(AnswerAsync(client.GetStreamingResponseAsync(question.Prompt, OptionsFor(caller, question), ct), ct));

    /// <summary>Who would answer and why; nobody is asked, nothing is spent.</summary>
    public static string Explain(Question question, ClaimsPrincipal caller, ModelRouterChatClient router) =>
        router.Route([new(ChatRole.User, question.Prompt)], OptionsFor(caller, question)).Explain();

    /// <summary>What the tenant has spent by model, and what is left of its budget: its own entries and nobody else's.</summary>
    public static async Task<Spend> SpendAsync(ClaimsPrincipal caller, ISpendLedger ledger, ModelRouterChatClient router, CancellationToken ct)
    {
        var tenant = caller.FindFirstValue(ApiKeyAuthentication.Tenant);
        var entries = ((ISpendLedgerReader)ledger).ReadAsync(new SpendQuery { Tenant = tenant }, ct);
        var report = await SpendReport.CreateAsync(entries, SpendGrouping.Model, cancellationToken: ct);
        var budgets = await new RouterFunctions(router).GetBudgetsAsync(ct);
        return new(
            report.Total.Cost,
            [.. report.Rows.Select(static row => new ModelSpend(row.Name, row.Calls, row.InputTokens + row.OutputTokens, row.Cost))],
            budgets.FirstOrDefault(budget => budget.Value == tenant)?.Left);
    }

    // begin-readme
    // On whose account a request is, the router is told with each of them: rules, budgets and the ledger go by it.
    private static ChatOptions OptionsFor(ClaimsPrincipal caller, Question question) => new ChatOptions()
        .WithTenant(caller.FindFirstValue(ApiKeyAuthentication.Tenant))
        .WithUser(caller.FindFirstValue(ClaimTypes.NameIdentifier))
        .WithDataClass(question.DataClass);

    // end-readme
    private static async IAsyncEnumerable<SseItem<string>> AnswerAsync(
        IAsyncEnumerable<ChatResponseUpdate> updates, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var update in updates.WithCancellation(ct))
        {
            foreach (var content in update.Contents)
            {
                if (content is TextReasoningContent thought)
                {
                    yield return Event("thought", thought.Text);
                }
                else if (content is TextContent text)
                {
                    yield return Event("answer", text.Text);
                }
            }

            if (update.GetRoutingReceipt() is { } receipt)
            {
                yield return Event("receipt", new Receipt(receipt.CallId, receipt.Model, receipt.Tier.ToString(), receipt.Usage.OutputTokens, receipt.Cost));
            }
        }
    }

    private static SseItem<string> Event<T>(string type, T data) => new(JsonSerializer.Serialize(data, JsonSerializerOptions.Web), type);
}
