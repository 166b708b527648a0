using System.Text;
using Microsoft.Extensions.AI;
using ModelRouter.Sampling;
using ModelRouter.TestModels;

namespace ModelRouter.LlamaCpp.Tests;

public sealed class ThoughtTests
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Output_that_begins_inside_the_thought_is_split_where_it_closes(bool streaming)
    {
        using var model = Tiny.R1Script("Let", " me", " think", "</think>", "\n\n", "Four", " it", " is");
        using var client = Tiny.Client(model);

        var response = await client.AskAsync(streaming);

        Assert.Equal("Let me think", response.Thought());
        Assert.Equal("Four it is", response.Text);
        Assert.Equal(4, response.Usage!.ReasoningTokenCount);
        Assert.Equal(9, response.Usage.OutputTokenCount);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_model_that_opens_the_thought_itself_is_split_as_well(bool streaming)
    {
        using var model = Tiny.ChatMlScript("<think>", "hm", " well", "</think>", "yes");
        using var client = Tiny.Client(model);

        var response = await client.AskAsync(streaming);

        Assert.Equal("hm well", response.Thought());
        Assert.Equal("yes", response.Text);
        Assert.Equal(4, response.Usage!.ReasoningTokenCount);
    }

    [Theory]
    [InlineData("[THINK]", "[/THINK]", false)]
    [InlineData("[THINK]", "[/THINK]", true)]
    [InlineData("<seed:think>", "</seed:think>", true)]
    [InlineData("<thinking>", "</thinking>", true)]
    public async Task Other_tags_split_as_well_where_they_are_control_tokens(string open, string close, bool streaming)
    {
        using var model = Tagged(MarkovChain.Script("\n", open, "hm", " well", close, "yes"), open, close);
        using var client = Tiny.Client(model);

        var response = await client.AskAsync(streaming);

        Assert.Equal("hm well|yes|stop", response.All());
        Assert.Equal(4, response.Usage!.ReasoningTokenCount);
    }

    [Theory, InlineData("[THINK]", "[/THINK]"), InlineData("<thinking>", "</thinking>")]
    public async Task A_think_budget_closes_the_thought_with_the_tag_that_belongs_to_it(string open, string close)
    {
        var chain = new MarkovChain([new("\n", open), new(open, "la"), new("la", " li"), new(" li", "la"), new(close, "done"), new("done", MarkovChain.End)]);
        using var model = Tagged(chain, open, close);
        using var client = new LlamaChatClient(Tiny.Options(model) with { ThinkBudget = 4 });
        var few = Chat.Greedy;
        few.MaxOutputTokens = 20;

        var response = await client.AskAsync(streaming: false, options: few);

        Assert.Equal("la lila|done|stop", response.All());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_template_with_tags_of_its_own_opens_and_skips_the_thought_with_them(bool skips)
    {
        const string Open = ChatTemplates.ChatMl + "{# add_generation_prompt #}{{ '<thinking>\n' }}";
        using var model = TinyModel.Markov(
            MarkovChain.Script("\n", "hm", "</thinking>", "ok"), TinyFamily.Llama, new() { Layers = 1, ChatTemplate = Open });
        using var client = Tiny.Client(model);
        using var loaded = await Tiny.LoadAsync(Tiny.Options(model));
        ChatMessage[] messages = [new(ChatRole.User, "a")];
        var options = Chat.Greedy;
        options.Reasoning = skips ? new() { Effort = ReasoningEffort.None } : null;
        int[] end = loaded.Model.Vocabulary.Tokenize(skips ? "<thinking>\n\n</thinking>\n\n" : "<thinking>\n", addSpecial: false, parseSpecial: true);

        Assert.Equal(end[1..], loaded.Prompts.Build(messages, options).Tokens[^(end.Length - 1)..]);
        Assert.Equal(skips ? "|hm</thinking>ok|stop" : "hm|ok|stop", (await client.AskAsync(streaming: false, messages, options)).All());
    }

    [Theory]
    [InlineData("bailing-think", false)]
    [InlineData("bailing-think", true)]
    [InlineData("{# <role>ASSISTANT</role> \"HUMAN\" #}{% if add_generation_prompt %}{{ '<role>ASSISTANT</role><think>\n' }}{% endif %}", false)]
    [InlineData("{# <role>ASSISTANT</role> \"HUMAN\" #}{% if add_generation_prompt %}{{ '<role>ASSISTANT</role><think>\n' }}{% endif %}", true)]
    public async Task Where_llama_cpp_opens_the_thought_it_is_opened_once(string template, bool skips)
    {
        using var model = TinyModel.Llama(new() { ChatTemplate = ChatTemplates.ChatMl });
        using var loaded = await Tiny.LoadAsync(Tiny.Options(model) with { ChatTemplate = template });
        var options = new ChatOptions { Reasoning = skips ? new() { Effort = ReasoningEffort.None } : null };

        var prompt = loaded.Prompts.Build([new(ChatRole.User, "a")], options);

        // This kind of tokenizer writes a space after a mark.
        var text = string.Concat(prompt.Tokens.Select(token => Encoding.UTF8.GetString(loaded.Model.Vocabulary.Piece(token)))).Replace("> ", ">", StringComparison.Ordinal);
        Assert.EndsWith($"<role>ASSISTANT</role><think>{(skips ? "\n\n</think>\n\n" : "")}", text, StringComparison.Ordinal);
        Assert.Equal(!skips, prompt.StartsInThought);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_model_that_never_thinks_only_answers(bool streaming)
    {
        using var model = Tiny.ChatMlScript("plain", " text");
        using var client = Tiny.Client(model);

        var response = await client.AskAsync(streaming);

        Assert.Equal("|plain text|stop", response.All());
        Assert.Equal(0, response.Usage!.ReasoningTokenCount);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_thought_that_never_closes_is_no_answer(bool streaming)
    {
        using var model = Tiny.R1Script("on", " and", " on");
        using var client = Tiny.Client(model);

        var response = await client.AskAsync(streaming);

        Assert.Equal("on and on|" + "|stop", response.All());
        Assert.Null(response.GetConfidence());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Without_effort_the_prompt_closes_the_thought(bool streaming)
    {
        // After an empty thought the prompt ends with the token that two newlines make.
        using var model = Tiny.R1Script("straight", " away");
        using var client = Tiny.Client(model);
        var options = Chat.Greedy;
        options.Reasoning = new() { Effort = ReasoningEffort.None };

        var response = await client.AskAsync(streaming, options: options);

        Assert.Equal("|straight away|stop", response.All());
        Assert.Equal(0, response.Usage!.ReasoningTokenCount);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_template_that_only_cuts_at_the_end_of_a_thought_leaves_its_beginning_to_the_model(bool streaming)
    {
        const string Cuts = ChatTemplates.ChatMl + "{# add_generation_prompt #}{% set content = content.split('</think>')[-1] %}";
        using var model = TinyModel.Markov(
            MarkovChain.Script("\n", "<think>", "hm", "</think>", "{}"), TinyFamily.Llama, new() { Layers = 1, ChatTemplate = Cuts });
        using var client = Tiny.Client(model);
        using var loaded = await Tiny.LoadAsync(Tiny.Options(model));
        ChatMessage question = new(ChatRole.User, "q");
        var json = Chat.Greedy;
        json.ResponseFormat = ChatResponseFormat.Json;
        int[] skipped = loaded.Model.Vocabulary.Tokenize("<think>\n\n</think>\n\n", addSpecial: false, parseSpecial: true);

        Assert.Equal("hm|{}|stop", (await client.AskAsync(streaming, options: json)).All());
        Assert.Equal(SamplingParameters.DeepSeekR1, loaded.Sampling);
        Assert.Equal(
            loaded.Prompts.Build([question, new(ChatRole.Assistant, "a"), question], null).Tokens,
            loaded.Prompts.Build([question, new(ChatRole.Assistant, "<think>why</think>a"), question], null).Tokens);
        var without = loaded.Prompts.Build([question], new() { Reasoning = new() { Effort = ReasoningEffort.None } });
        Assert.Equal(skipped[1..], without.Tokens[^(skipped.Length - 1)..]);
    }

    [Fact]
    public async Task Without_effort_a_template_that_can_skip_the_thought_does()
    {
        const string Switchable = ChatTemplates.ChatMl +
            "{# add_generation_prompt #}{% if not enable_thinking %}{{ '<think>\n\n</think>\n\n' }}{% endif %}";
        using var model = TinyModel.Markov(
            MarkovChain.Script("\n", "ok"), TinyFamily.Llama, new() { Layers = 1, ChatTemplate = Switchable });
        using var loaded = await Tiny.LoadAsync(Tiny.Options(model));
        ChatMessage[] messages = [new(ChatRole.User, "a")];
        int[] skipped = loaded.Model.Vocabulary.Tokenize("<think>\n\n</think>\n\n", addSpecial: false, parseSpecial: true);

        var thinking = loaded.Prompts.Build(messages, null);
        var direct = loaded.Prompts.Build(messages, new() { Reasoning = new() { Effort = ReasoningEffort.None } });

        Assert.False(thinking.StartsInThought);
        Assert.False(direct.StartsInThought);
        Assert.Equal([.. thinking.Tokens, .. skipped], direct.Tokens);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Hidden_thoughts_are_counted_all_the_same(bool streaming)
    {
        using var model = Tiny.R1Script("secret", "</think>", "open");
        using var client = Tiny.Client(model);
        var options = Chat.Greedy;
        options.Reasoning = new() { Output = ReasoningOutput.None };

        var response = await client.AskAsync(streaming, options: options);

        Assert.Equal("|open|stop", response.All());
        Assert.Equal(2, response.Usage!.ReasoningTokenCount);
    }

    [Theory]
    [InlineData(false, null, 5)]
    [InlineData(true, null, 5)]
    [InlineData(false, 5, null)]
    [InlineData(true, 5, null)]
    [InlineData(true, 3, 5)]
    public async Task A_think_budget_closes_the_thought_by_force(bool streaming, int? usual, int? asked)
    {
        var chain = new MarkovChain(
            [new("\n", "la"), new("la", " li"), new(" li", "la"), new("</think>", "done"), new("done", MarkovChain.End)]);
        using var model = TinyModel.Markov(chain);
        using var client = new LlamaChatClient(Tiny.Options(model) with { ThinkBudget = usual });
        var options = Chat.Greedy;
        options.AdditionalProperties = asked is null ? null : new() { ["think_budget"] = asked };

        var response = await client.AskAsync(streaming, options: options);

        Assert.Equal("la lila lila|done|stop", response.All());
        Assert.Equal(6, response.Usage!.ReasoningTokenCount);
        Assert.Equal(1, response.GetConfidence()!.Tokens);
    }

    [Fact]
    public async Task Thoughts_of_earlier_turns_are_not_told_again()
    {
        using var model = Tiny.R1Script("x");
        using var loaded = await Tiny.LoadAsync(Tiny.Options(model));
        ChatMessage question = new(ChatRole.User, "q");

        var plain = loaded.Prompts.Build([question, new(ChatRole.Assistant, "a"), question], null);
        var asContent = loaded.Prompts.Build(
            [question, new(ChatRole.Assistant, [new TextReasoningContent("why"), new TextContent("a")]), question], null);
        var asText = loaded.Prompts.Build([question, new(ChatRole.Assistant, "<think>\nwhy\n</think>\n\na"), question], null);

        Assert.Equal(plain.Tokens, asContent.Tokens);
        Assert.Equal(plain.Tokens, asText.Tokens);
    }

    /// <summary>A model that opens its thought itself, on a template that does not speak of thoughts.</summary>
    private static TinyModelFile Tagged(MarkovChain chain, params string[] tags) =>
        TinyModel.Markov(chain, TinyFamily.Llama, new() { Layers = 1, ChatTemplate = ChatTemplates.ChatMl, Controls = tags });
}
