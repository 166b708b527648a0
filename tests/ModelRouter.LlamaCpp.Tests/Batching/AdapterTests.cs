using Microsoft.Extensions.AI;
using ModelRouter.TestModels;

namespace ModelRouter.LlamaCpp.Tests;

public sealed class AdapterTests
{
    private static ChatOptions Options => new() { Seed = 4, Temperature = 1, MaxOutputTokens = 16 };

    [Fact]
    public async Task An_adapter_changes_what_is_said_and_scale_zero_does_not()
    {
        using var model = TinyModel.Llama(new() { ChatTemplate = ChatTemplates.ChatMl, Ending = Ending.Never });
        var adapter = TinyAdapter.Random(model);
        using var plain = Tiny.Client(model);
        using var adapted = new LlamaChatClient(Tiny.Options(model) with { LoraPath = adapter });
        using var off = new LlamaChatClient(Tiny.Options(model) with { LoraPath = adapter, LoraScale = 0 });

        var expected = (await plain.AskAsync(streaming: false, options: Options)).All();

        Assert.False(expected == (await adapted.AskAsync(streaming: false, options: Options)).All());
        Assert.Equal(expected, (await off.AskAsync(streaming: false, options: Options)).All());
        Assert.Equal(expected, (await plain.AskAsync(streaming: false, options: Options)).All());
    }

    [Fact]
    public async Task The_scale_is_how_strongly_it_acts()
    {
        using var model = TinyModel.Markov(
            MarkovChain.Script("\n", "base"), TinyFamily.Llama, new() { Layers = 1, ChatTemplate = ChatTemplates.ChatMl, Pieces = ["other"] });
        var adapter = TinyAdapter.Markov(model, new MarkovTransition("\n", "other", 2 * MarkovChain.Certain));
        using var weak = new LlamaChatClient(Tiny.Options(model) with { LoraPath = adapter, LoraScale = 0.25f });
        using var strong = new LlamaChatClient(Tiny.Options(model) with { LoraPath = adapter });

        Assert.Equal("base", (await weak.AskAsync(streaming: false)).Text);
        Assert.Equal("other", (await strong.AskAsync(streaming: false)).Text);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Base_and_adapter_share_weights_and_may_go_in_any_order(bool baseFirst)
    {
        using var model = TinyModel.Llama(new() { ChatTemplate = ChatTemplates.ChatMl, Ending = Ending.Never });
        var plain = Tiny.Client(model);
        var adapted = new LlamaChatClient(Tiny.Options(model) with { LoraPath = TinyAdapter.Random(model) });
        var expected = ((await plain.AskAsync(streaming: false, options: Options)).All(), (await adapted.AskAsync(streaming: false, options: Options)).All());
        using (var loaded = await Tiny.LoadAsync(Tiny.Options(model)))
        using (var again = await Tiny.LoadAsync(Tiny.Options(model)))
        {
            Assert.Same(loaded.Model, again.Model);
        }

        (baseFirst ? plain : adapted).Dispose();
        var survivor = baseFirst ? adapted : plain;

        Assert.True(SharedModels.Contains(model.Path));
        Assert.Equal(baseFirst ? expected.Item2 : expected.Item1, (await survivor.AskAsync(streaming: false, options: Options)).All());
        survivor.Dispose();
        Assert.False(SharedModels.Contains(model.Path));
    }

    [Fact]
    public async Task Adapters_may_be_loaded_at_the_same_time_on_shared_weights()
    {
        using var model = TinyModel.Llama(new() { ChatTemplate = ChatTemplates.ChatMl, Ending = Ending.Never });
        using var plain = Tiny.Client(model);
        await plain.AskAsync(streaming: false, options: Options);
        var adapter = TinyAdapter.Random(model);

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            using var client = new LlamaChatClient(Tiny.Options(model) with { LoraPath = adapter, MaxConcurrency = 1 });
            return (await client.AskAsync(streaming: false, options: Options)).All();
        })));

        Assert.Single(answers.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_wrong_adapter_is_named_and_nothing_stays_loaded()
    {
        using var model = TinyModel.Llama(new() { ChatTemplate = ChatTemplates.ChatMl });
        using var wide = TinyModel.Llama(new() { Width = 64 });
        using var r1 = TinyModel.R1();

        Assert.Contains("no LoRA adapter", await Refusal(wide.Path), StringComparison.Ordinal);
        Assert.Contains("'qwen2'", await Refusal(TinyAdapter.Random(r1)), StringComparison.Ordinal);
        Assert.Contains("shape", await Refusal(TinyAdapter.Random(wide)), StringComparison.Ordinal);
        await Assert.ThrowsAsync<FileNotFoundException>(() => Ask(model.Path + ".none"));
        Assert.False(SharedModels.Contains(model.Path));

        async Task<string> Refusal(string adapter) => (await Assert.ThrowsAsync<InvalidModelFileException>(() => Ask(adapter))).Message;

        async Task Ask(string adapter)
        {
            using var client = new LlamaChatClient(Tiny.Options(model) with { LoraPath = adapter });
            await client.AskAsync(streaming: false);
        }
    }
}
