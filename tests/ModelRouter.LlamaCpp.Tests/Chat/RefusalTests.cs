using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelRouter.TestModels;

namespace ModelRouter.LlamaCpp.Tests;

public sealed class RefusalTests
{
    public static TheoryData<string, ChatOptions, Type> Requests => new()
    {
        { "tools", new() { Tools = [AIFunctionFactory.Create(() => 1, "one")] }, typeof(NotSupportedException) },
        { "grammar", new() { AdditionalProperties = new() { ["grammar"] = "root ::= x" } }, typeof(ArgumentException) },
        { "grammar's kind", new() { AdditionalProperties = new() { ["grammar"] = 1 } }, typeof(ArgumentException) },
        { "both forms", new() { ResponseFormat = ChatResponseFormat.Json, AdditionalProperties = new() { ["grammar"] = "root ::= \"x\"" } }, typeof(ArgumentException) },
        { "tokens", new() { MaxOutputTokens = 0 }, typeof(ArgumentOutOfRangeException) },
        { "temperature", new() { Temperature = -1 }, typeof(ArgumentOutOfRangeException) },
        { "top-p", new() { TopP = 1.5f }, typeof(ArgumentOutOfRangeException) },
        { "top-k", new() { TopK = -1 }, typeof(ArgumentOutOfRangeException) },
        { "budget", new() { AdditionalProperties = new() { ["think_budget"] = 0 } }, typeof(ArgumentOutOfRangeException) },
        { "a token's part", new() { AdditionalProperties = new() { ["think_budget"] = 2.9 } }, typeof(ArgumentOutOfRangeException) },
        { "a half to look back", new() { AdditionalProperties = new() { ["penalty_window"] = 0.5 } }, typeof(ArgumentOutOfRangeException) },
        { "no number to look back", new() { AdditionalProperties = new() { ["penalty_window"] = double.NaN } }, typeof(ArgumentOutOfRangeException) },
        { "too far to look back", new() { AdditionalProperties = new() { ["penalty_window"] = 1e12 } }, typeof(ArgumentOutOfRangeException) },
        { "min-p", new() { AdditionalProperties = new() { ["min_p"] = "much" } }, typeof(ArgumentException) },
        { "a decimal comma", new() { AdditionalProperties = new() { ["min_p"] = "0,1" } }, typeof(ArgumentException) },
        { "a truth value", new() { AdditionalProperties = new() { ["min_p"] = true } }, typeof(ArgumentException) },
        { "a truth value of JSON", new() { AdditionalProperties = new() { ["min_p"] = JsonSerializer.SerializeToElement(true) } }, typeof(ArgumentException) },
    };

    [Theory, MemberData(nameof(Requests), DisableDiscoveryEnumeration = true)]
    public async Task What_can_not_be_done_is_refused(string name, ChatOptions options, Type exception)
    {
        using var model = Tiny.ChatMlScript("ok");
        using var client = Tiny.Client(model);

        await Assert.ThrowsAsync(exception, () => client.AskAsync(streaming: false, name, options));
        await Assert.ThrowsAsync(exception, () => client.AskAsync(streaming: true, name, options));
        Assert.Equal("ok", (await client.AskAsync(streaming: false)).Text);
    }

    public static TheoryData<string, string> Schemas => new()
    {
        { "too long", $$"""{"const":"{{new string('x', 600_000)}}"}""" },
        { "without a beginning", """{"anyOf":[{"$ref":"#"},{"type":"null"}]}""" },
    };

    /// <summary>Another model may know what to do with them, which is none of the caller's faults.</summary>
    [Theory, MemberData(nameof(Schemas), DisableDiscoveryEnumeration = true)]
    public async Task Schemas_that_make_no_grammar_are_refused_as_such(string name, string schema)
    {
        using var model = Tiny.ChatMlScript("ok");
        using var client = Tiny.Client(model);
        var options = Forms.Options(schema);

        var refusal = await Assert.ThrowsAsync<UnsupportedSchemaException>(() => client.AskAsync(streaming: false, name, options));
        await Assert.ThrowsAsync<UnsupportedSchemaException>(() => client.AskAsync(streaming: true, name, options));

        Assert.Equal("#", refusal.Pointer);
        Assert.Contains("no grammar can be made of it", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tools_that_must_not_be_called_do_not_matter()
    {
        using var model = Tiny.ChatMlScript("ok");
        using var client = Tiny.Client(model);
        var options = Chat.Greedy;
        options.Tools = [AIFunctionFactory.Create(() => 1, "one")];
        options.ToolMode = ChatToolMode.None;

        Assert.Equal("ok", (await client.AskAsync(streaming: false, options: options)).Text);
    }

    [Fact]
    public async Task Images_are_refused()
    {
        using var model = Tiny.ChatMlScript("ok");
        using var client = Tiny.Client(model);
        ChatMessage image = new(ChatRole.User, [new DataContent(new byte[1], "image/png")]);

        var refusal = await Assert.ThrowsAsync<NotSupportedException>(() => client.AskAsync(streaming: false, [image]));

        Assert.Contains("DataContent", refusal.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task An_empty_conversation_is_refused(bool streaming)
    {
        using var model = TinyModel.R1();
        using var client = Tiny.Client(model);

        await Assert.ThrowsAsync<ArgumentException>(() => client.AskAsync(streaming, []));
        await Assert.ThrowsAsync<ArgumentNullException>(() => client.AskAsync(streaming, (IReadOnlyList<ChatMessage>)null!));
    }

    [Fact]
    public async Task A_model_without_a_template_is_no_chat_model()
    {
        using var model = TinyModel.Llama();
        using var client = Tiny.Client(model);
        using var told = new LlamaChatClient(Tiny.Options(model) with { ChatTemplate = "chatml" });

        var refusal = await Assert.ThrowsAsync<ChatTemplateException>(() => client.AskAsync(streaming: false));

        Assert.Contains("Completion", refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(await told.AskAsync(streaming: false));
    }

    [Fact]
    public async Task A_template_that_nobody_knows_is_refused()
    {
        using var model = TinyModel.Llama(new() { ChatTemplate = "{{ my own idea }}" });
        using var client = Tiny.Client(model);

        await Assert.ThrowsAsync<ChatTemplateException>(() => client.AskAsync(streaming: false));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_request_that_bans_every_token_is_refused_and_others_go_on(bool streaming)
    {
        using var model = Tiny.Endless(2_048);
        using var client = Tiny.Client(model);
        using var leave = new CancellationTokenSource();
        await using var talker = client.GetStreamingResponseAsync("Hi", Chat.Greedy, leave.Token).GetAsyncEnumerator(leave.Token);
        await talker.MoveNextAsync();
        var silent = new ChatOptions
        {
            AdditionalProperties = new()
            {
                ["logit_bias"] = Enumerable.Range(0, model.Vocabulary.Tokens.Count).ToDictionary(token => token, _ => float.NegativeInfinity),
            },
        };

        await Assert.ThrowsAsync<ArgumentException>(() => client.AskAsync(streaming, options: silent));

        ChatFinishReason? end = null;
        while (await talker.MoveNextAsync())
        {
            end = talker.Current.FinishReason;
        }

        Assert.Equal(ChatFinishReason.Length, end);
    }

    [Fact]
    public void Options_out_of_range_are_refused_at_once()
    {
        var good = new LlamaModelOptions { ModelPath = "x.gguf" };
        LlamaModelOptions[] bad =
        [
            good with { ModelPath = " " }, good with { GpuLayers = -2 }, good with { ContextSize = -1 }, good with { MaxConcurrency = 0 },
            good with { MaxConcurrency = 65 }, good with { QueueLimit = -1 }, good with { Threads = -1 }, good with { Threads = 513 },
            good with { BatchThreads = 513 }, good with { MaxOutputTokens = 0 }, good with { ThinkBudget = 0 }, good with { LoraScale = float.NaN },
        ];

        Assert.All(bad, options => Assert.ThrowsAny<ArgumentException>(() => new LlamaChatClient(options)));
        new LlamaChatClient(good).Dispose();
    }

    [Fact]
    public async Task A_context_that_the_machine_can_not_hold_is_refused()
    {
        using var model = TinyModel.R1();
        using var client = new LlamaChatClient(Tiny.Options(model) with { ContextSize = 1 << 28 });
        using var beyond = new LlamaChatClient(Tiny.Options(model) with { ContextSize = int.MaxValue, MaxConcurrency = 64 });

        Assert.Contains("ContextSize", (await Assert.ThrowsAsync<LlamaException>(() => client.AskAsync(streaming: false))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<LlamaException>(() => beyond.AskAsync(streaming: false));
        Assert.False(SharedModels.Contains(model.Path));
    }

    [Theory, InlineData(1), InlineData(3)]
    public async Task The_memory_of_all_contexts_counts(int contexts)
    {
        using var file = TinyModel.R1();
        using var loaded = await Tiny.LoadAsync(Tiny.Options(file));
        var settings = EngineSettings.For(Tiny.Options(file) with { Contexts = contexts, MaxConcurrency = contexts, ContextSize = 1 << 20 }, loaded.Model);
        var keys = loaded.Model.CacheBytesPerToken * (settings.SinglePrecisionCache ? 2 : 1);
        var need = contexts * (1L << 20) * (keys + (DecodeContext.BatchSize * sizeof(float)));

        DecodeContext.RefuseToOverfill(loaded.Model, settings, need);
        var refusal = Assert.Throws<LlamaException>(() => DecodeContext.RefuseToOverfill(loaded.Model, settings, need - 1));

        Assert.Equal(contexts > 1, refusal.Message.EndsWith("Lower ContextSize, MaxConcurrency or Contexts.", StringComparison.Ordinal));
    }
}
