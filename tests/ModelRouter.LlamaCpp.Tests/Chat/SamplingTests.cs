using Microsoft.Extensions.AI;
using ModelRouter.Sampling;
using ModelRouter.TestModels;

namespace ModelRouter.LlamaCpp.Tests;

public sealed class SamplingTests
{
    private static readonly ChatMessage[] Messages = [new(ChatRole.User, "Once upon a time")];

    private static ChatOptions Seeded(long seed) => new() { Seed = seed, Temperature = 1, MaxOutputTokens = 24 };

    [Theory, InlineData(false), InlineData(true)]
    public async Task The_same_seed_says_the_same(bool streaming)
    {
        using var model = TinyModel.Llama(new() { ChatTemplate = ChatTemplates.ChatMl, Ending = Ending.Never });
        using var client = Tiny.Client(model);
        using var other = Tiny.Client(model);

        var first = await client.AskAsync(streaming, Messages, Seeded(5));

        Assert.Equal(first.All(), (await client.AskAsync(!streaming, Messages, Seeded(5))).All());
        Assert.Equal(first.All(), (await other.AskAsync(streaming, Messages, Seeded(5))).All());
        Assert.False(first.All() == (await client.AskAsync(streaming, Messages, Seeded(6))).All());
    }

    [Theory, InlineData(0.009f), InlineData(1e-6f)]
    public async Task A_temperature_close_to_zero_is_zero(float temperature)
    {
        using var model = TinyModel.Llama(new() { ChatTemplate = ChatTemplates.ChatMl, Ending = Ending.Never });
        using var client = Tiny.Client(model);
        var options = Seeded(5);
        options.Temperature = temperature;

        Assert.Equal(0, SamplingDefaults.Apply(SamplingDefaults.For(thinks: false), options, 5).Temperature);
        Assert.Equal(24, (await client.AskAsync(streaming: false, Messages, options)).Usage!.OutputTokenCount);
    }

    [Fact]
    public async Task Seeds_come_from_the_given_source_unless_the_request_has_one()
    {
        using var model = TinyModel.Llama(new() { ChatTemplate = ChatTemplates.ChatMl, Ending = Ending.Never });
        using var client = new LlamaChatClient(Tiny.Options(model), () => 77);
        var unseeded = Seeded(0);
        unseeded.Seed = null;

        Assert.Equal((await client.AskAsync(false, Messages, Seeded(77))).All(), (await client.AskAsync(false, Messages, unseeded)).All());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_clients_own_seed_is_that_of_requests_without_one(bool streaming)
    {
        using var model = TinyModel.Llama(new() { ChatTemplate = ChatTemplates.ChatMl, Ending = Ending.Never });
        using var client = new LlamaChatClient(Tiny.Options(model) with { Sampling = new() { Temperature = 1, Seed = 77 } }, () => 78);
        var unseeded = Seeded(0);
        unseeded.Seed = null;

        var seeded = (await client.AskAsync(streaming, Messages, Seeded(77))).All();

        Assert.Equal(seeded, (await client.AskAsync(streaming, Messages, unseeded)).All());
        Assert.Equal(seeded, (await client.GetResponsesAsync(Messages, 2, unseeded, TestContext.Current.CancellationToken))[0].All());
        Assert.False(seeded == (await client.AskAsync(streaming, Messages, Seeded(0))).All());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_bias_changes_what_is_said(bool asJson)
    {
        using var model = TinyModel.Markov(new MarkovChain([new("\n", "yes"), new("\n", "no", MarkovChain.Certain - 5)]), options: new() { Pieces = ["yes", "no"] });
        using var client = Tiny.Client(model);
        var yes = model.Vocabulary.Id("yes");
        object bias = asJson
            ? System.Text.Json.JsonSerializer.SerializeToElement(new Dictionary<string, float>(StringComparer.Ordinal) { [$"{yes}"] = -50 })
            : new Dictionary<int, float> { [yes] = -50 };
        var biased = new ChatOptions { Temperature = 0, AdditionalProperties = new() { ["logit_bias"] = bias } };

        Assert.Equal("yes||stop", (await client.AskAsync(false, Messages, new() { Temperature = 0 })).All());
        Assert.Equal("no||stop", (await client.AskAsync(false, Messages, biased)).All());
        await Assert.ThrowsAsync<ArgumentException>(
            () => client.AskAsync(false, Messages, new() { AdditionalProperties = new() { ["logit_bias"] = "much" } }));
    }

    [Fact]
    public async Task Several_answers_share_one_reading_of_the_prompt()
    {
        using var model = TinyModel.Llama(new() { ChatTemplate = ChatTemplates.ChatMl, Ending = Ending.Never });
        using var client = Tiny.Client(model);
        using var other = Tiny.Client(model);
        var single = await other.AskAsync(streaming: false, Messages, Seeded(9));

        var answers = await client.GetResponsesAsync(Messages, 4, Seeded(9), TestContext.Current.CancellationToken);

        Assert.Equal(single.All(), answers[0].All());
        Assert.Equal(4, answers.Select(answer => answer.All()).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(0, answers[0].Usage!.CachedInputTokenCount);
        Assert.All(answers.Skip(1), answer => Assert.Equal(answer.Usage!.InputTokenCount, answer.Usage.CachedInputTokenCount));
    }

    [Fact]
    public async Task Several_answers_are_what_each_would_be_alone()
    {
        using var model = TinyModel.Llama(new() { ChatTemplate = ChatTemplates.ChatMl, Ending = Ending.Never });
        using var client = new LlamaChatClient(Tiny.OnProcessor(model));

        var three = await client.GetResponsesAsync(Messages, 3, Seeded(9), TestContext.Current.CancellationToken);
        var eight = await client.GetResponsesAsync(Messages, 8, Seeded(9), TestContext.Current.CancellationToken);

        Assert.Equal(string.Join('\n', three.Select(answer => answer.All())), string.Join('\n', eight.Take(3).Select(answer => answer.All())));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task With_one_answer_that_fails_the_others_end(bool firstFails)
    {
        // One says "no", which its grammar can't go on from for want of a "q"; the other says "yes" for as long as its context lasts.
        const int Context = 8_192;
        var chain = new MarkovChain([new("\n", "no"), new("\n", "yes"), new("yes", "yes")]);
        using var model = TinyModel.Markov(
            chain, TinyFamily.Llama, new() { Layers = 1, Context = Context, ChatTemplate = ChatTemplates.ChatMl, Pieces = ["no", "yes"] });
        using var client = new LlamaChatClient(Tiny.Options(model) with { MaxConcurrency = 2 });
        var options = Forms.Grammar("root ::= \"no\" \"q\" | \"yes\"*", await SeedAsync());
        options.AdditionalProperties!["logit_bias"] = new Dictionary<int, float>
        {
            [model.Vocabulary.Id("q")] = float.NegativeInfinity, [model.Vocabulary.Id("<0x71>")] = float.NegativeInfinity,
        };
        var counters = client.GetService<ServingCounters>()!;

        await Assert.ThrowsAsync<LlamaException>(() => client.GetResponsesAsync(Messages, 2, options, TestContext.Current.CancellationToken));

        // Both places are free once these are there.
        await client.GetResponsesAsync(Messages, 2, new() { MaxOutputTokens = 1 }, TestContext.Current.CancellationToken);
        Assert.InRange(client.GetService<ServingCounters>()!.OutputTokens - counters.OutputTokens, 1, Context / 2);

        // The seed with which the answers begin that way.
        async Task<int> SeedAsync()
        {
            for (var seed = 0; ; seed++)
            {
                var few = Forms.Grammar("root ::= \"no\" | \"yes\"", seed);
                few.MaxOutputTokens = 1;
                var words = await client.GetResponsesAsync(Messages, 2, few, TestContext.Current.CancellationToken);
                if ((words[0].Text, words[1].Text) == (firstFails ? ("no", "yes") : ("yes", "no")))
                {
                    return seed;
                }
            }
        }
    }

    [Theory, InlineData(0), InlineData(9)]
    public async Task More_answers_than_places_or_none_are_refused(int count)
    {
        using var model = Tiny.R1Script("x");
        using var client = Tiny.Client(model);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => client.GetResponsesAsync(Messages, count, null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Options_reach_the_sampler()
    {
        // Two words are about as likely; a top-k of one leaves the likelier, a presence penalty turns them round.
        var chain = new MarkovChain([new("\n", "a", 10), new("\n", "b", 9.5f), new("a", "a", 10), new("a", "b", 9.5f), new("b", MarkovChain.End)]);
        using var model = TinyModel.Markov(chain, TinyFamily.Llama, new() { Layers = 1, ChatTemplate = ChatTemplates.ChatMl });
        using var client = Tiny.Client(model);

        var topK = await client.AskAsync(false, Messages, new() { Temperature = 1, TopK = 1, Seed = 3, MaxOutputTokens = 5 });
        var penalty = await client.AskAsync(false, Messages, new() { Temperature = 0, PresencePenalty = 2, Seed = 3, MaxOutputTokens = 5 });
        var minP = await client.AskAsync(
            false, Messages, new() { Temperature = 1, Seed = 3, MaxOutputTokens = 5, AdditionalProperties = new() { ["min_p"] = 0.9 } });

        Assert.Equal("aaaaa", topK.Text);
        Assert.Equal("ab", penalty.Text);
        Assert.Equal("aaaaa", minP.Text);
    }

    public static TheoryData<object> Tenths => [0.1, 0.1f, 0.1m, "0.1", "1e-1", System.Text.Json.JsonSerializer.SerializeToElement(0.1)];

    [Theory, MemberData(nameof(Tenths), DisableDiscoveryEnumeration = true)]
    public void A_number_may_be_of_any_type_or_text(object tenth) =>
        Assert.Equal(0.1f, SamplingDefaults.Apply(SamplingParameters.Greedy, new() { AdditionalProperties = new() { ["min_p"] = tenth } }, 0).MinP);

    [Fact]
    public async Task Numbers_may_come_from_JSON()
    {
        using var model = Tiny.Endless(256);
        using var client = Tiny.Client(model);
        using var json = System.Text.Json.JsonDocument.Parse("3");
        var options = Chat.Greedy;
        options.MaxOutputTokens = 10;
        options.AdditionalProperties = new() { ["think_budget"] = json.RootElement };

        Assert.Equal("la li lu", (await client.AskAsync(false, Messages, options)).Thought());
    }
}
