using Microsoft.Extensions.DependencyInjection;
using ModelRouter;
using ModelRouter.Examples.SemanticKernelAgent;
using ModelRouter.SemanticKernel;

// begin-readme
var builder = Kernel.CreateBuilder();
builder.AddModelRouter(router => router.AddNanoR1());
builder.Plugins.AddFromType<Stock>();
var kernel = builder.Build().CloneForAgent("clerk");

// A prompt function says what it wishes of the router, and calls other functions of the kernel.
var add = kernel.CreateFunctionFromPrompt(
    "What is {{Stock.Count $item}} + {{$delivered}}?",
    new ModelRouterExecutionSettings { Task = PromptTask.Math, MaxCost = 0.01m, Tags = ["stocktaking"] },
    "new_stock");

// All that the agent asks for is one run: never above its limit, and with its cost at the end.
var run = new RoutingRun(limit: 0.05m, RunExhaustion.Stop);
using (run.Begin())
{
    await Task.WhenAll(new[] { ("bolts", 365), ("nuts", 48) }.Select(async order =>
    {
        var answer = await kernel.InvokeAsync(add, new() { ["item"] = order.Item1, ["delivered"] = order.Item2 });
        Console.WriteLine($"{order.Item1}: {answer} by {answer.GetRoutingReceipt()?.Model}");
    }));
}

// end-readme
// What each step of it took; with more models than one, who asks whom is seen here.
var spent = await kernel.Services.GetRequiredService<RouterFunctions>().ReportSpendAsync(SpendGrouping.Tag);
foreach (var row in spent.Rows)
{
    Console.WriteLine($"{row.Name}: {row.Calls} calls, {row.OutputTokens} tokens, US${row.Cost}");
}

Console.WriteLine($"the run: US${run.Spent} of US${run.Limit}");
