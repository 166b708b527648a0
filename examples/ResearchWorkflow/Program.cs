using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelRouter;
using ModelRouter.AgentFramework;
using ModelRouter.Examples;

ModelProfile cloud = new()
{
    Id = "writer-large",
    Tier = ModelTier.Cloud,
    Quality = 0.9,
    Pricing = new() { InputPerMillion = 1, OutputPerMillion = 4 },
    MaxOutputTokens = 500,
};
var registered = new ServiceCollection();
registered.AddModelRouter(models => models.AddNanoR1().AddModel(cloud, StandInModel.Saying(static told => $"Report. {told}")));
await using var services = registered.BuildServiceProvider();
var router = services.GetRequiredService<IChatClient>();

// begin-readme
// Three agents on three tiers; the ledger, budgets and traces know them by name.
var mechanic = router.AsAIAgent(new RoutedAgentOptions { Name = "mechanic", Tier = ModelTier.Specialized });
var calculator = router.AsAIAgent(new RoutedAgentOptions { Name = "calculator", Tier = ModelTier.SelfHosted, Task = PromptTask.Math });
var writer = router.AsAIAgent(new RoutedAgentOptions { Name = "writer", Tier = ModelTier.Cloud, MaxTokens = 500, Run = { Limit = 0.01m } });

// What they do together is one run: never above its limit, whoever asks.
var run = new RoutingRun(limit: 0.02m, RunExhaustion.Stop);
using (run.Begin())
{
    var findings = await Task.WhenAll(
        mechanic.RunAsync("Air 298.1 K, process 308.6 K, 1550 rpm, 42 Nm, tool wear 210 min, type L. Which failure?"),
        calculator.RunAsync("What is 487 + 365?"));

    // Text says nothing of what was read for it: whoever passes it on does.
    var known = new ChatOptions().WithDataClass(findings.Max(static found => found.GetDataClass()));
    Console.WriteLine(await writer.RunAsync($"The machine: {findings[0]}. Parts in stock: {findings[1]}.", options: new ChatClientAgentRunOptions(known)));
}

var receipt = run.GetReceipt();
foreach (var agent in receipt.Agents)
{
    Console.WriteLine($"{agent.Agent} on {string.Join(", ", agent.Models)}: {agent.OutputTokens} tokens, US${agent.Cost}");
}

// end-readme
Console.WriteLine($"the run: US${receipt.Cost} of US${receipt.Limit}");
