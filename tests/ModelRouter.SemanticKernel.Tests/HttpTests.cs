using System.ClientModel;
using System.Text.Json;
using ModelRouter.TestProviders;
using OpenAI;

namespace ModelRouter.SemanticKernel.Tests;

/// <summary>A kernel's tool loop over the wire: OpenAI's own client, a server that refuses what the service refuses.</summary>
public class HttpTests
{
    private readonly InMemorySpendLedger _ledger = new();

    [Theory, InlineData(false), InlineData(true)]
    public async Task Three_models_work_in_one_loop_and_nothing_of_the_router_is_sent(bool stream)
    {
        await using var server = await WireServer.StartAsync(static request => new StrictOpenAI("openai", Chat).Answer(request));
        var builder = Kernel.CreateBuilder();
        builder.AddModelRouter(router =>
        {
            foreach (var (id, price) in (ReadOnlySpan<(string, decimal)>)[("gpt", 10), ("coder", 1), ("house", 0.1m)])
            {
                var client = new OpenAI.Chat.ChatClient(id, new ApiKeyCredential("k"), new OpenAIClientOptions { Endpoint = new(server.Address, "v1") });
                router.AddModel(
                    new() { Id = id, Tier = ModelTier.Cloud, Capabilities = ModelCapabilities.Tools, Pricing = new() { InputPerMillion = 0, OutputPerMillion = price } },
                    _ => client.AsIChatClient());
            }

            router.UseLedger(_ledger);
        });
        var kernel = builder.Build();
        Kernels.Add(kernel, "Code", "review", "Review this.", new ModelRouterExecutionSettings { ModelId = "coder", Tags = ["q4"] });
        Kernels.Add(kernel, "Facts", "lookup", "Look this up.", new ModelRouterExecutionSettings { ModelId = "house" });
        var function = KernelFunctionFactory.CreateFromPrompt("Answer with the tools.", Kernels.WithTools("gpt"), "answer");

        var run = new RoutingRun(1);
        using var scope = run.Begin();
        Assert.Equal("coder says so. house says so.", await Kernels.CallAsync(kernel, function, stream));
        Assert.Equal(["gpt", "coder", "house", "gpt"], _ledger.Snapshot().Select(static entry => entry.Model));
        Assert.Equal((0.0021100m, _ledger.Total), (run.Spent, run.Spent));
        Assert.Equal(4, server.Requests.Count);
        Assert.All(server.Requests, static request => Assert.DoesNotContain("modelrouter", request.Body, StringComparison.OrdinalIgnoreCase));
    }

    private static WireAnswer Chat(WireRequest request)
    {
        var body = request.Json;
        var results = body.GetProperty("messages").EnumerateArray().Where(static message => message.GetProperty("role").GetString() == "tool").ToList();
        var calls = results.Count == 0 && body.TryGetProperty("tools", out var tools)
            ? tools.EnumerateArray().Select(static (tool, i) => new
            {
                index = i, id = $"call_{i}", type = "function", function = new { name = tool.GetProperty("function").GetProperty("name").GetString(), arguments = "{}" },
            }).ToList()
            : null;
        var text = calls is not null ? null
            : results.Count > 0 ? string.Join(' ', results.Select(static result => result.GetProperty("content").GetString()))
            : $"{body.GetProperty("model").GetString()} says so.";
        var answer = new { role = "assistant", content = text, tool_calls = calls };
        var reason = calls is null ? "stop" : "tool_calls";
        var usage = new { prompt_tokens = 9, completion_tokens = 100, total_tokens = 109 };
        return body.TryGetProperty("stream", out var streams) && streams.GetBoolean()
            ? WireAnswer.Events($"data: {JsonSerializer.Serialize(new { id = "c", choices = new[] { new { index = 0, delta = answer, finish_reason = reason } }, usage })}\n\ndata: [DONE]\n\n")
            : WireAnswer.Json(JsonSerializer.Serialize(new { id = "c", choices = new[] { new { index = 0, message = answer, finish_reason = reason } }, usage }));
    }
}
