using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using ModelRouter.TestModels;

namespace ModelRouter.LlamaCpp.Tests;

/// <summary>Models of random weights, which by themselves would never write JSON, are held to it.</summary>
public sealed class ConstrainedAnswerTests
{
    private const string Person =
        """{"type":"object","properties":{"name":{"type":"string","minLength":1,"maxLength":8},"age":{"type":"integer"}},"required":["name","age"],"additionalProperties":false}""";

    public static TheoryData<TinyFamily, Ending, bool> Models => new(
        from family in (TinyFamily[])[TinyFamily.Llama, TinyFamily.R1]
        from ending in (Ending[])[Ending.Natural, Ending.Always]
        from streaming in (bool[])[false, true]
        select (family, ending, streaming));

    [Theory, InlineData(TinyFamily.Llama), InlineData(TinyFamily.R1)]
    public async Task Every_answer_fits_its_random_schema(TinyFamily family)
    {
        const int Schemas = 150;
        const int Answers = 4;
        using var model = Random(family, Ending.Natural);
        using var client = new LlamaChatClient(Tiny.Options(model) with { ContextSize = 4096, MaxConcurrency = Answers });
        ChatMessage[] messages = [new(ChatRole.User, "Hi")];
        var complete = 0;
        for (var seed = 0; seed < Schemas; seed++)
        {
            var schema = RandomSchema.Create(seed).ToJsonString();
            var options = Forms.Options(schema, seed);
            options.AdditionalProperties = new() { ["think_budget"] = 6 };

            foreach (var response in await client.GetResponsesAsync(messages, Answers, options, TestContext.Current.CancellationToken))
            {
                if (response.FinishReason == ChatFinishReason.Stop)
                {
                    Forms.AssertFits(schema, response.Text);
                    complete++;
                }
                else
                {
                    Assert.Equal(3000, response.Usage!.OutputTokenCount);
                }
            }
        }

        Assert.InRange(complete, Schemas * Answers * 98 / 100, Schemas * Answers);
    }

    /// <summary>Else it would take minutes for the next token, and everybody's answers would wait.</summary>
    [Fact]
    public async Task An_answer_with_ever_more_ways_through_its_grammar_ends()
    {
        var chain = new MarkovChain([new("\n", "aaa"), new("aaa", "aaa")]);
        using var model = TinyModel.Markov(chain, TinyFamily.Llama, new() { Layers = 1, Context = 1024, ChatTemplate = ChatTemplates.ChatMl, Pieces = ["aaa"] });
        using var client = Tiny.Client(model);

        var lost = await Assert.ThrowsAsync<LlamaException>(() => client.AskAsync(streaming: false, options: Forms.Grammar("root ::= \"a\" root \"b\" | \"a\" root \"c\" | \"x\"")));

        Assert.Contains("too many ways", lost.Message, StringComparison.Ordinal);
        Assert.Equal("aaa", (await client.AskAsync(streaming: false, options: new() { MaxOutputTokens = 1, Temperature = 0 })).Text);
    }

    [Theory, MemberData(nameof(Models))]
    public async Task Neither_thought_nor_end_come_in_the_way(TinyFamily family, Ending ending, bool streaming)
    {
        using var model = Random(family, ending);
        using var client = Tiny.Client(model);
        var options = Forms.Options(Person);
        options.AdditionalProperties = new() { ["think_budget"] = 20 };

        var response = await client.AskAsync(streaming, options: options);

        Forms.AssertFits(Person, response.Text);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        var thinking = family == TinyFamily.R1 ? ending == Ending.Always ? 1 : 21 : 0;
        Assert.Equal(thinking, response.Usage!.ReasoningTokenCount);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task The_thought_is_free_and_the_answer_is_not(bool streaming)
    {
        // Left alone, it would say: {"n": 1} - sure!
        using var model = Tiny.R1Script("Let", " me", " see", "</think>", "\n\n", "{\"n\":", " 1}", " - sure!");
        using var client = Tiny.Client(model);
        var options = Chat.Greedy;
        options.ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"properties":{"n":{"type":"integer"}},"required":["n"]}"""));

        var free = await client.AskAsync(streaming);
        var held = await client.AskAsync(streaming, options: options);

        Assert.Equal("Let me see|{\"n\": 1} - sure!|stop", free.All());
        Assert.Equal("Let me see|{\"n\": 1}|stop", held.All());
        Assert.Equal(4, held.Usage!.ReasoningTokenCount);
        Assert.Equal(free.Usage!.OutputTokenCount, held.Usage.OutputTokenCount + 1);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Text_within_the_token_that_closes_the_thought_is_no_answer(bool streaming)
    {
        using var model = Tiny.R1Script("hm", "</think>oops", "yes");
        using var client = Tiny.Client(model);
        var options = Forms.Grammar("root ::= \"yes\"");
        options.Temperature = 0;

        Assert.Equal("hm|oopsyes|stop", (await client.AskAsync(streaming)).All());
        Assert.Equal("hm|yes|stop", (await client.AskAsync(streaming, options: options)).All());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_model_that_opens_the_thought_itself_may_do_so_once(bool streaming)
    {
        using var model = Tiny.ChatMlScript("<think>", "hm", "</think>", "yes");
        var thinking = ChatTemplates.ChatMl + "{# <think> #}";
        using var client = new LlamaChatClient(Tiny.Options(model) with { ChatTemplate = thinking });
        using var plain = Tiny.Client(model);
        var options = Forms.Grammar("root ::= \"y\" .+");
        options.Temperature = 0;
        options.MaxOutputTokens = 6;

        var response = await client.AskAsync(streaming, options: options);
        var without = await plain.AskAsync(streaming, options: options);

        Assert.Equal("hm|yes|stop", response.All());
        Assert.Equal("", without.Thought());
        Assert.StartsWith("y", without.Text, StringComparison.Ordinal);
    }

    /// <summary>What opens a thought where a model puts it is no thought within the form, in which nothing would hold the answer to it.</summary>
    [Theory]
    [InlineData("<reasoning>", "</reasoning>", false), InlineData("<reasoning>", "</reasoning>", true)]
    [InlineData("<think>", "</think>", false), InlineData("<think>", "</think>", true)]
    [InlineData("[THINK]", "[/THINK]", false), InlineData("[THINK]", "[/THINK]", true)]
    public async Task A_form_may_begin_with_a_tag_of_thought(string open, string close, bool streaming)
    {
        using var plain = Random(TinyFamily.Llama, Ending.Natural);
        using var thinking = Random(TinyFamily.R1, Ending.Natural);
        using var client = Tiny.Client(plain);
        using var thinker = Tiny.Client(thinking);
        var options = Budgeted(Forms.Grammar($"root ::= \" {open}\" [a-c]{{3}} \"{close}\" [0-9]{{2}} | \"{open}\" [a-c]{{3}} \"{close}\\n\" [0-9]{{2}}"));
        var (opened, closed) = (Regex.Escape(open), Regex.Escape(close).Replace("]", "\\]", StringComparison.Ordinal));
        var form = $"^( {opened}[a-c]{{3}}{closed}|{opened}[a-c]{{3}}{closed}\n)[0-9]{{2}}$";

        var answer = await client.AskAsync(streaming, options: options);
        var thought = await thinker.AskAsync(streaming, options: options);
        options.Reasoning = new() { Effort = ReasoningEffort.None };
        var unthinking = await thinker.AskAsync(streaming, options: options);

        Assert.Equal(5, thought.Usage!.ReasoningTokenCount - 1);
        Assert.Equal("", answer.Thought() + unthinking.Thought());
        Assert.All([answer, thought, unthinking], response => Assert.Matches(form, response.Text));
        Assert.All([answer, unthinking], response => Assert.Equal(0, response.Usage!.ReasoningTokenCount));
    }

    [Theory, InlineData(0f, 1), InlineData(0f, 2), InlineData(1f, 1)]
    public async Task Confidence_is_that_of_what_the_model_would_have_written_freely(float temperature, int answers)
    {
        var chain = new MarkovChain([new("\n", "yes", 20), new("\n", "no", 10), new("no", MarkovChain.End)]);
        using var model = TinyModel.Markov(chain, TinyFamily.Llama, new() { Layers = 1, ChatTemplate = ChatTemplates.ChatMl });
        using var client = Tiny.Client(model);
        var options = Forms.Grammar("root ::= \"no\"");
        (options.Temperature, options.Seed) = (temperature, 1);

        var responses = answers > 1
            ? await client.GetResponsesAsync([new(ChatRole.User, "Hi")], answers, options, TestContext.Current.CancellationToken)
            : [await client.AskAsync(streaming: false, options: options), await client.AskAsync(streaming: true, options: options)];

        Assert.All(responses, response =>
        {
            Assert.Equal("no", response.Text);
            var confidence = response.GetConfidence()!;
            Assert.Equal(1, confidence.Tokens);
            Assert.Equal(-10, confidence.MeanLogProbability, 2);
            Assert.Equal(10, confidence.MeanMargin, 2);
        });
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Without_effort_the_answer_begins_at_once(bool streaming)
    {
        using var model = Random(TinyFamily.R1, Ending.Natural);
        using var client = Tiny.Client(model);
        var options = Forms.Options(Person);
        options.Reasoning = new() { Effort = ReasoningEffort.None };

        var response = await client.AskAsync(streaming, options: options);

        Forms.AssertFits(Person, response.Text);
        Assert.Equal(0, response.Usage!.ReasoningTokenCount);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task An_answer_that_is_cut_says_so(bool streaming)
    {
        using var model = Random(TinyFamily.Llama, Ending.Never);
        using var client = Tiny.Client(model);

        var response = await client.AskAsync(streaming, options: Forms.Options(Person, maxTokens: 5));

        Assert.Equal(ChatFinishReason.Length, response.FinishReason);
        Assert.Equal(5, response.Usage!.OutputTokenCount);
        Assert.Matches("^\\{[ \\n\\t]*(\"|$)", response.Text);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task JSON_of_any_schema_is_an_object(bool streaming)
    {
        using var model = Random(TinyFamily.Llama, Ending.Natural);
        using var client = new LlamaChatClient(Tiny.Options(model) with { ContextSize = 4096 });
        var objects = 0;
        for (var seed = 0; seed < 10; seed++)
        {
            var response = await client.AskAsync(streaming, options: new() { Temperature = 1, TopP = 1, Seed = seed, ResponseFormat = ChatResponseFormat.Json });
            if (response.FinishReason == ChatFinishReason.Stop)
            {
                Assert.Equal(JsonValueKind.Object, JsonElement.Parse(response.Text).ValueKind);
                objects++;
            }
        }

        Assert.InRange(objects, 1, 10);
    }

    [Fact]
    public async Task A_grammar_of_the_callers_own_is_kept_to_by_many_at_once()
    {
        using var model = Random(TinyFamily.R1, Ending.Natural);
        using var client = new LlamaChatClient(Tiny.Options(model) with { MaxConcurrency = 4 });

        var asked = Enumerable.Range(0, 12).Select(i => client.AskAsync(i % 2 == 0, options: i % 3 == 0
            ? new() { Temperature = 1, Seed = i, MaxOutputTokens = 40 }
            : Budgeted(Forms.Grammar(i % 3 == 1 ? "root ::= \"yes\" | \"no\"" : "root ::= [0-9]{5}", i)))).ToList();
        var answers = await Task.WhenAll(asked);

        for (var i = 0; i < answers.Length; i++)
        {
            Assert.Matches((i % 3) switch { 1 => "^(yes|no)$", 2 => "^[0-9]{5}$", _ => "" }, answers[i].Text);
        }
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_answer_alone_or_among_others()
    {
        using var model = Random(TinyFamily.Llama, Ending.Natural);
        using var alone = Tiny.Client(model);
        using var many = new LlamaChatClient(Tiny.Options(model) with { MaxConcurrency = 4 });

        var first = await alone.AskAsync(streaming: false, options: Forms.Options(Person, seed: 7));
        var others = await Task.WhenAll(Enumerable.Range(7, 4).Select(seed => many.AskAsync(streaming: false, options: Forms.Options(Person, seed))));

        Assert.Equal(first.Text, others[0].Text);
        Assert.False(others[0].Text == others[1].Text);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_grammar_that_leads_nowhere_is_one_callers_error(bool streaming)
    {
        using var model = Random(TinyFamily.Llama, Ending.Natural);
        using var client = new LlamaChatClient(Tiny.Options(model) with { MaxConcurrency = 2 });
        var stuck = Forms.Grammar("root ::= \"q\"");
        stuck.AdditionalProperties!["logit_bias"] = new Dictionary<int, float>
        {
            [model.Vocabulary.Id("q")] = float.NegativeInfinity, [model.Vocabulary.Id("<0x71>")] = float.NegativeInfinity,
        };

        var other = client.AskAsync(streaming, options: Forms.Options(Person));
        await Assert.ThrowsAsync<LlamaException>(() => client.AskAsync(streaming, options: stuck));

        Forms.AssertFits(Person, (await other).Text);
        Forms.AssertFits(Person, (await client.AskAsync(streaming, options: Forms.Options(Person))).Text);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Penalties_are_kept_to_as_well(bool streaming)
    {
        using var model = Random(TinyFamily.Llama, Ending.Natural);
        using var client = Tiny.Client(model);
        var options = Forms.Grammar("root ::= [ab]{20}");
        options.Temperature = 0;
        options.AdditionalProperties!["penalty_window"] = 1;
        options.PresencePenalty = 100;

        var response = await client.AskAsync(streaming, options: options);

        Assert.Matches("^((ab){10}|(ba){10})$", response.Text);
    }

    [Fact]
    public async Task Characters_are_whole_even_where_tokens_are_bytes()
    {
        using var model = Random(TinyFamily.Llama, Ending.Natural);
        using var client = Tiny.Client(model);
        for (var seed = 0; seed < 20; seed++)
        {
            var response = await client.AskAsync(streaming: true, options: Forms.Grammar("root ::= [^\\x00-\\x7F]{6}", seed));

            Assert.Equal(6, response.Text.EnumerateRunes().Count());
            Assert.DoesNotContain('\uFFFD', response.Text);
        }
    }

    private static ChatOptions Budgeted(ChatOptions options)
    {
        options.AdditionalProperties!["think_budget"] = 5;
        return options;
    }

    private static TinyModelFile Random(TinyFamily family, Ending ending) => family == TinyFamily.R1
        ? TinyModel.R1(new() { Ending = ending, Context = 4096 })
        : TinyModel.Llama(new() { Ending = ending, Context = 4096, ChatTemplate = ChatTemplates.ChatMl });
}
