using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelRouter;
using ModelRouter.Examples.CustomerServiceTriage;

Console.OutputEncoding = System.Text.Encoding.UTF8;
var configuration = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "policy.json")).Build();
var services = new ServiceCollection();
services.AddModelRouter(configuration, static router => router.AddAll());
await using var provider = services.BuildServiceProvider();
var router = provider.GetRequiredService<ModelRouterChatClient>();

// begin-readme
for (var i = 0; i < Inbox.Messages.Count; i++)
{
    var message = Inbox.Messages[i];
    var decision = router.Route([new(ChatRole.User, message)]);
    Console.WriteLine($"[{i + 1}] {Korean.Masked(message, decision.Profile)}");
    Console.WriteLine($"    분석: {Korean.Understood(decision.Profile)}");
    try
    {
        var response = await router.GetResponseAsync(message);
        var receipt = response.GetRoutingReceipt()!;
        Console.WriteLine($"    경로: {receipt.Model} ({Korean.Tier(receipt.Tier)}), US${receipt.Cost}");
        Console.WriteLine($"    이유: {Korean.Chosen(decision.Ranking[0], decision.Ranking.Count)}");
        Console.WriteLine(response.Text.StartsWith(Models.HandOver, StringComparison.Ordinal)
            ? $"    상담원에게 넘김: {response.Text[Models.HandOver.Length..].Trim()}"
            : $"    답변: {response.Text}");
    }
    catch (NoEligibleModelException)
    {
        // The rules let no model answer: so a person does.
        Console.WriteLine("    상담원에게 넘김: 어떤 모델도 답해서는 안 되는 메시지입니다.");
    }

    foreach (var reason in decision.Excluded.Select(Korean.Why))
    {
        Console.WriteLine($"          {reason}");
    }
}

// end-readme
var entries = ((InMemorySpendLedger)provider.GetRequiredService<ISpendLedger>()).Snapshot();
var personal = entries.Where(static entry => entry.Prompt!.DataClass >= DataClass.Personal).ToList();
Console.WriteLine();
Console.WriteLine($"메시지 {Inbox.Messages.Count}건, 모델 답변 {entries.Count}건, 비용 US${entries.Sum(static entry => entry.Cost)}.");
Console.WriteLine($"개인정보가 담긴 {personal.Count}건 중 클라우드로 나간 것: {personal.Count(static entry => entry.Tier == ModelTier.Cloud)}건.");
