using Microsoft.Extensions.AI;
using ModelRouter.TestModels;

namespace ModelRouter.LlamaCpp.Tests;

public sealed class CounterTests
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Counters_tell_what_the_callers_used(bool streaming)
    {
        using var model = TinyModel.Llama(new() { ChatTemplate = ChatTemplates.ChatMl, Ending = Ending.Never, Context = 512 });
        using var client = new LlamaChatClient(Tiny.Options(model) with { MaxConcurrency = 4, Contexts = 2 });
        Assert.Null(client.GetService<ServingCounters>());

        List<UsageDetails> used = [];
        foreach (var text in (string[])["one", "two of them", "one"])
        {
            var response = await client.AskAsync(streaming, [new(ChatRole.User, text)], new() { Seed = 1, MaxOutputTokens = 12 });
            used.Add(response.Usage!);
        }

        var counters = client.GetService<ServingCounters>()!;
        Assert.Equal(2, counters.Decoders);
        Assert.Equal(used.Sum(u => u.InputTokenCount), counters.InputTokens);
        Assert.Equal(used.Sum(u => u.CachedInputTokenCount), counters.CachedInputTokens);
        Assert.Equal(used.Sum(u => u.OutputTokenCount), counters.OutputTokens);
        Assert.True(counters.CachedInputTokens > 0);
        Assert.InRange(counters.Utilization, 0.000_001m, 1);
        Assert.NotNull(counters.CostOn(new() { GpusPerNode = 1, Cost = new RentedGpus { DollarsPerGpuHour = 1 } }));
    }

    [Fact]
    public async Task Answers_that_share_a_prompt_have_it_from_the_cache()
    {
        using var model = TinyModel.Llama(new() { ChatTemplate = ChatTemplates.ChatMl, Ending = Ending.Never, Context = 512 });
        using var client = new LlamaChatClient(Tiny.Options(model) with { MaxConcurrency = 4 });

        var responses = await client.GetResponsesAsync(
            [new(ChatRole.User, "three answers, please")], 3, new() { Seed = 1, MaxOutputTokens = 5 }, TestContext.Current.CancellationToken);

        var counters = client.GetService<ServingCounters>()!;
        var prompt = responses[0].Usage!.InputTokenCount!.Value;
        Assert.Equal((3 * prompt, 2 * prompt, 15), (counters.InputTokens, counters.CachedInputTokens, counters.OutputTokens));
    }
}
