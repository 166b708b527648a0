using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ModelRouter.Examples.CostPolicyWalkthrough;

/// <summary>The mix under one policy: first decided without asking anybody, then really asked.</summary>
/// <param name="Policy">The policy's name.</param>
/// <param name="Outcomes">What it did with each question.</param>
/// <param name="LedgerTotal">US dollars of all entries of its ledger.</param>
internal sealed record Trial(string Policy, IReadOnlyList<Outcome> Outcomes, decimal LedgerTotal)
{
    public decimal Forecast => Outcomes.Sum(static outcome => outcome.Forecast);

    public decimal Cost => Outcomes.Sum(static outcome => outcome.Receipt.Cost);

    public double Chance => Outcomes.Average(static outcome => outcome.Chance);

    // begin-readme
    public static async Task<Trial> RunAsync(string policy)
    {
        var configuration = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "policies", $"{policy}.json")).Build();
        var ledger = new InMemorySpendLedger();
        var services = new ServiceCollection();
        services.AddModelRouter(configuration, router => router.AddAll().UseLedger(ledger));
        await using var provider = services.BuildServiceProvider();
        var router = provider.GetRequiredService<ModelRouterChatClient>();

        // Simulated: the decisions alone, with what each is expected to cost. Budgets don't count here, since nothing is spent.
        var decisions = Question.Mix.Select(question => router.Route([new(ChatRole.User, question.Text)])).ToList();

        // Really run: the same questions in the same order, each with its receipt.
        var outcomes = new List<Outcome>();
        foreach (var (question, decision) in Question.Mix.Zip(decisions))
        {
            var response = await router.GetResponseAsync(question.Text);
            outcomes.Add(new(decision, response.GetRoutingReceipt()!));
        }

        return new(policy, outcomes, ledger.Total);
    }

    // end-readme
}
