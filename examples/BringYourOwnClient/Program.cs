using System.Diagnostics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelRouter;
using ModelRouter.Examples;
using ModelRouter.Examples.BringYourOwnClient;
using ModelRouter.NanoR1;

const string Sum = "What is 487 + 365?";
const string Advice = "Explain whether an oral contract is binding.";

// OpenTelemetry's exporters listen like this; here each span of a client becomes a line.
using var listener = new ActivityListener
{
    ShouldListenTo = static source => source.Name == "counsel",
    Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
    ActivityStopped = static span => Console.WriteLine($"  (span of {span.Source.Name}: {span.DisplayName})"),
};
ActivitySource.AddActivityListener(listener);

Console.WriteLine("In a few lines of code:");

// begin-readme
var calculator = new CalculatorClient();
using (var client = new ModelRouterChatClient([new(CalculatorClient.Profile, calculator), .. NanoR1Models.CreateEndpoints()])
    .AsBuilder()
    .UseFunctionInvocation()
    .Build())
{
    await AskAsync(client, Sum);

    // Nothing has reached the caller when it fails, so the next of the ranking answers, streaming or not.
    calculator.IsDown = true;
    await AskAsync(client, Sum);
}

// end-readme
Console.WriteLine("In an application, with models from code, from configuration and from the container:");
calculator.IsDown = false;
var services = new ServiceCollection();
var configuration = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json")).Build();

// A client with middleware of its own, such as telemetry, is a client like any other. Caching belongs above the router: a model that answers from a cache
// reports the tokens of then once more, and they would be billed again.
services.AddDistributedMemoryCache();
services.AddKeyedChatClient("counsel", StandInModel.Saying(static _ => "A stand-in is no lawyer: as a rule it is, but who can prove it?")).UseOpenTelemetry(sourceName: "counsel");
services.AddModelRouter(configuration, router => router.AddModel(CalculatorClient.Profile, calculator).AddNanoR1()).UseDistributedCache();

await using var provider = services.BuildServiceProvider();
var chat = provider.GetRequiredService<IChatClient>();
await AskAsync(chat, Sum);
await AskAsync(chat, Advice);
await AskAsync(chat, Advice);
var ledger = (InMemorySpendLedger)provider.GetRequiredService<ISpendLedger>();
Console.WriteLine($"The ledger has {ledger.Count} entries, US${ledger.Total} together: what came from the cache isn't among them.");

static async Task AskAsync(IChatClient client, string prompt)
{
    var response = await client.GetStreamingResponseAsync(prompt).ToChatResponseAsync();
    Console.WriteLine(response.GetRoutingReceipt() is { } receipt
        ? $"  {prompt} {response.Text} - {string.Join(", then ", receipt.Attempts.Select(attempt => $"{attempt.Model} {attempt.Outcome.ToString().ToLowerInvariant()}"))}, US${receipt.Cost}"
        : $"  {prompt} {response.Text} - from the cache");
}
