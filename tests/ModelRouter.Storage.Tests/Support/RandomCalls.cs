using Microsoft.Extensions.AI;

namespace ModelRouter.Storage.Tests;

/// <summary>A stream of calls through a router: prices of any kind, models that fail, callers that leave.</summary>
internal static class RandomCalls
{
    /// <summary>Makes the calls; gives each call's cost as its receipt or failure tells it.</summary>
    public static async Task<Dictionary<Guid, decimal>> RunAsync(ISpendLedger ledger, int seed, int calls, CancellationToken ct)
    {
        var random = new Random(seed);
        using var router = new ModelRouterChatClient(
            Enumerable.Range(0, 3).Select(i => new ModelEndpoint(Profile(i, random), new RandomModel(new Random(seed + i)))),
            new() { Seed = seed, Health = { FailureThreshold = int.MaxValue } },
            ledger: ledger);
        var told = new Dictionary<Guid, decimal>();
        for (var i = 0; i < calls; i++)
        {
            if (await CallAsync(router, random, ct) is { } receipt)
            {
                told[receipt.CallId] = receipt.Cost;
            }
        }

        return told;
    }

    private static async Task<RoutingReceipt?> CallAsync(ModelRouterChatClient router, Random random, CancellationToken ct)
    {
        ChatMessage[] messages = [new(ChatRole.User, "Compare these two offers: " + new string('x', random.Next(2_000)))];
        var options = new ChatOptions { AdditionalProperties = new() { ["modelrouter.tenant"] = $"t{random.Next(4)}", ["modelrouter.tags"] = new[] { "a", "b" }[..random.Next(3)] } };
        var (isStreamed, leavesAfter) = (random.Next(2) == 0, random.Next(8));
        try
        {
            if (!isStreamed)
            {
                return (await router.GetResponseAsync(messages, options, ct)).GetRoutingReceipt();
            }

            var updates = new List<ChatResponseUpdate>();
            await foreach (var update in router.GetStreamingResponseAsync(messages, options, ct))
            {
                updates.Add(update);
                if (updates.Count > leavesAfter && leavesAfter < 2)
                {
                    return null;
                }
            }

            return updates.ToChatResponse().GetRoutingReceipt();
        }
        catch (Exception failure) when (failure is AllModelsFailedException or IOException)
        {
            return null;
        }
    }

    private static ModelProfile Profile(int number, Random random) => new()
    {
        Id = $"m{number}",
        Tier = (ModelTier)number,
        Quality = 0.9 - (0.1 * number),
        Pricing = new()
        {
            // Per token that is as fine as 10⁻¹², and, converted from another currency, as a decimal can be.
            InputPerMillion = random.Next(1_000_000) / 1_000_000m,
            CachedInputPerMillion = random.Next(100) / 1_000m,
            OutputPerMillion = number == 2 ? 2.19m / 1.0837m : random.Next(20_000) / 1_000m,
            PerRequest = random.Next(2) * 0.000001m,
        },
        Clearance = DataClass.Confidential,
        ContextWindow = int.MaxValue,
    };
}
