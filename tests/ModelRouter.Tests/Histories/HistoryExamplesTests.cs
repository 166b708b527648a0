using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter.Tests;

/// <summary>Each rule of a dialect by an example; "a" is the model that is about to be called.</summary>
public class HistoryExamplesTests
{
    private static readonly Dictionary<string, object?> Arguments = new(StringComparer.Ordinal)
    {
        ["city"] = "Paris",
        ["days"] = JsonSerializer.SerializeToElement(2),
    };

    [Fact]
    public void Only_a_models_own_thoughts_stay()
    {
        ChatMessage[] messages =
        [
            new(ChatRole.User, "hi"),
            Turn("A", new TextReasoningContent("thought of a") { ProtectedData = "signed" }, new TextContent("answer of a")),
            Turn("b", new TextReasoningContent("thought of b"), new TextContent("answer of b")),
            Turn(null, new TextReasoningContent("nobody's thought")),
        ];
        messages[1].RawRepresentation = messages[2].RawRepresentation = new object();

        var fitted = Fit(new(), messages);

        Assert.Equal(3, fitted.Length);
        Assert.Same(messages[1], fitted[1]);
        Assert.Equal("answer of b", Assert.IsType<TextContent>(Assert.Single(fitted[2].Contents)).Text);
        Assert.Null(fitted[2].RawRepresentation);
        Assert.Equal(2, messages[2].Contents.Count);

        var without = Fit(new() { Reasoning = ReasoningEcho.Forbidden, EmptyTurns = EmptyTurns.Filled }, messages);
        Assert.Equal(["hi", "answer of a", "answer of b", "[no answer]"], without.Select(m => m.Text));
        Assert.DoesNotContain(without.SelectMany(m => m.Contents), c => c is TextReasoningContent);
    }

    [Fact]
    public void An_ordinary_conversation_is_passed_as_it_is()
    {
        ChatMessage[] messages =
        [
            new(ChatRole.System, "be brief"), new(ChatRole.User, "hi"), new(ChatRole.Assistant, "hello"),
        ];
        Assert.Same(messages, Fit(HistoryDialect.Default, messages));

        // It costs nothing, either.
        var model = Model(HistoryDialect.Default);
        HistorySanitizer.MessagesFor(model, messages, null);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            HistorySanitizer.MessagesFor(model, messages, null);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 99);
    }

    [Fact]
    public void Objects_of_other_providers_go()
    {
        var raw = new object();
        ChatMessage[] messages =
        [
            new(ChatRole.User, "hi"),
            Turn(
                "b",
                new TextContent("text") { RawRepresentation = raw },
                new FunctionCallContent("1", "f") { RawRepresentation = raw, InformationalOnly = true },
                new AIContent { RawRepresentation = raw }),
            new(ChatRole.Tool, [new FunctionResultContent("1", "r") { RawRepresentation = raw, Exception = new InvalidOperationException() }]),
        ];

        var fitted = Fit(new(), messages);

        Assert.Equal(
            ["TextContent", "TextContent", "FunctionCallContent", "FunctionResultContent"],
            fitted.SelectMany(m => m.Contents).Select(c => c.GetType().Name));
        Assert.All(fitted.SelectMany(m => m.Contents), c => Assert.Null(c.RawRepresentation));
        Assert.True(((FunctionCallContent)fitted[1].Contents[1]).InformationalOnly);
        Assert.NotNull(((FunctionResultContent)fitted[2].Contents[0]).Exception);
    }

    [Fact]
    public void Refusals_are_told_as_texts()
    {
        ChatMessage[] messages =
        [
            new(ChatRole.User, "hi"), Turn("b", new TextContent("Well. "), new ErrorContent("I can't.") { ErrorCode = "Refusal" }),
            new(ChatRole.User, "why?"), Turn("b", new ErrorContent("")), Turn("a", new ErrorContent("No.") { RawRepresentation = new object() }),
        ];

        var fitted = Fit(new(), messages);

        Assert.Equal("user:hi|assistant:Well. I can't.|user:why?|assistant:No.", Show(fitted));
        Assert.All(fitted.SelectMany(m => m.Contents), c => Assert.IsType<TextContent>(c));
        Assert.IsType<ErrorContent>(messages[1].Contents[1]);
        Assert.Same(fitted, Fit(new(), fitted));
    }

    [Theory]
    [InlineData(SystemPromptRule.Allowed, null, "system:one|system:two|user:hi|assistant:hello|system:three|user:bye")]
    [InlineData(SystemPromptRule.AtStart, null, "system:one\n\ntwo\n\nthree|user:hi|assistant:hello|user:bye")]
    [InlineData(SystemPromptRule.AtStart, "zero", "system:zero\n\none\n\ntwo\n\nthree|user:hi|assistant:hello|user:bye")]
    [InlineData(SystemPromptRule.MergedIntoUser, null, "user:one\n\ntwo\n\nhi|assistant:hello|user:three|user:bye")]
    [InlineData(SystemPromptRule.MergedIntoUser, "zero", "user:zero\n\none\n\ntwo\n\nhi|assistant:hello|user:three|user:bye")]
    public void System_prompts_stand_where_the_model_takes_them(SystemPromptRule rule, string? instructions, string expected)
    {
        ChatMessage[] messages =
        [
            new(ChatRole.System, "one"), new(ChatRole.System, "two"), new(ChatRole.User, "hi"), Turn("a", new TextContent("hello")),
            new(ChatRole.System, "three"), new(ChatRole.User, "bye"),
        ];
        Assert.Equal(expected, Show(Fit(new() { SystemPrompt = rule }, messages, new() { Instructions = instructions })));
    }

    [Theory]
    [InlineData(SystemPromptRule.Allowed, "user:hi", "be brief")]
    [InlineData(SystemPromptRule.AtStart, "user:hi", "be brief")]
    [InlineData(SystemPromptRule.MergedIntoUser, "user:be brief\n\nhi", null)]
    public void Instructions_alone_move_only_where_no_system_prompt_is_taken(SystemPromptRule rule, string expected, string? left)
    {
        var model = Model(new() { SystemPrompt = rule });
        ChatMessage[] messages = [new(ChatRole.User, "hi")];
        var options = new ChatOptions { Instructions = "be brief" };

        Assert.Equal(expected, Show(HistorySanitizer.MessagesFor(model, messages, options)));
        HistorySanitizer.Fit(options, model, messages);
        Assert.Equal(left, options.Instructions);
    }

    [Fact]
    public void Turns_alternate_and_begin_with_the_user()
    {
        ChatMessage[] messages =
        [
            Turn("b", new TextContent("Welcome.")), Turn("a", new TextReasoningContent("hm"), new TextContent("Ask me.")), new(ChatRole.User, "one"),
            new(ChatRole.User, [new TextContent("two"), new TextContent("three")]),
        ];

        var fitted = Fit(new() { AlternatingTurns = true, BeginsWithUser = true }, messages);

        Assert.Equal([ChatRole.User, ChatRole.Assistant, ChatRole.User], fitted.Select(m => m.Role));
        Assert.Equal(["[The conversation begins.]", "Welcome.Ask me.", "one\n\ntwothree"], fitted.Select(m => m.Text));
        Assert.Equal("a", ModelStamp.Read(fitted[1]));
    }

    [Theory]
    [InlineData("call_5PkSLSuc4hFxIEZVLWeaQkfA", true)]
    [InlineData("abcDEF123", false)]
    [InlineData("abc-EF123", true)]
    [InlineData("", true)]
    public void Tool_call_ids_get_the_form_that_the_service_wants(string id, bool isWritten)
    {
        ChatMessage[] messages =
        [
            Turn("b", new FunctionCallContent(id, "f", new Dictionary<string, object?> { ["x"] = 1 })),
            new(ChatRole.Tool, [new FunctionResultContent(id, "r")]),
        ];
        var dialect = new HistoryDialect { ToolCallIds = ToolCallIdFormat.Mistral };

        var fitted = Fit(dialect, messages);

        var call = Assert.IsType<FunctionCallContent>(fitted[0].Contents[0]);
        Assert.Matches("^[a-zA-Z0-9]{9}$", call.CallId);
        Assert.Equal(isWritten, !string.Equals(call.CallId, id, StringComparison.Ordinal));
        Assert.Equal(("f", 1), (call.Name, call.Arguments!["x"]));
        Assert.Equal(call.CallId, Assert.IsType<FunctionResultContent>(fitted[1].Contents[0]).CallId);

        // The same in the next request, whatever has come since.
        var longer = Fit(dialect, [.. messages, new(ChatRole.User, "more")]);
        Assert.Equal(call.CallId, ((FunctionCallContent)longer[0].Contents[0]).CallId);
    }

    [Fact]
    public void Each_call_has_an_id_of_its_own_where_ids_have_a_form()
    {
        // Servers that number calls anew in each turn; the second turn even gives two calls the same number.
        ChatMessage[] messages =
        [
            Turn("b", new FunctionCallContent("call_0", "f")),
            new(ChatRole.Tool, [new FunctionResultContent("call_0", "one")]),
            Turn("b", new FunctionCallContent("call_0", "f"), new FunctionCallContent("call_0", "g")),
            new(ChatRole.Tool, [new FunctionResultContent("call_0", "two")]),
            new(ChatRole.Tool, [new FunctionResultContent("call_0", "three")]),
            Turn("b", new FunctionCallContent("call_0", "never answered")),
            Turn("b", new FunctionCallContent("call_0", "f")),
            new(ChatRole.Tool, [new FunctionResultContent("call_0", "four")]),
        ];
        var dialect = new HistoryDialect { ToolCallIds = new() { Punctuation = "_-" } };

        var ids = Ids(Fit(dialect, messages));

        Assert.Equal("call_0", ids[0]);
        Assert.Equal([ids[0], ids[0], ids[2], ids[3], ids[2], ids[3], ids[6], ids[7], ids[7]], ids);
        Assert.Equal(5, ids.Distinct(StringComparer.Ordinal).Count());

        // The same in an earlier request, and left alone where nobody minds.
        Assert.Equal(ids[..6], Ids(Fit(dialect, messages[..5])));
        Assert.Same(messages, Fit(new(), messages));

        static string[] Ids(ChatMessage[] fitted) =>
            [.. fitted.SelectMany(m => m.Contents).Select(c => (c as FunctionCallContent)?.CallId ?? ((FunctionResultContent)c).CallId)];
    }

    [Fact]
    public void Two_dialects_together_obey_both()
    {
        var one = new HistoryDialect { Reasoning = ReasoningEcho.Required, ToolCallIds = new() { MaxLength = 40 }, BeginsWithUser = true, Unsupported = UnsupportedOptions.Seed };
        var both = one.And(HistoryDialect.DeepSeekR1 with { ToolCallIds = ToolCallIdFormat.Mistral, EmptyTurns = EmptyTurns.Filled, Unsupported = UnsupportedOptions.TopK });

        Assert.Equal(
            new()
            {
                Reasoning = ReasoningEcho.Forbidden, SystemPrompt = SystemPromptRule.MergedIntoUser, AlternatingTurns = true, BeginsWithUser = true,
                ToolCallIds = ToolCallIdFormat.Mistral, ForeignToolCalls = ForeignToolCalls.Text, EmptyTurns = EmptyTurns.Filled,
                Unsupported = UnsupportedOptions.Seed | UnsupportedOptions.TopK,
            },
            both);
        Assert.Equal(HistoryDialect.DeepSeekR1, HistoryDialect.DeepSeekR1.And(HistoryDialect.Default));
    }

    [Theory]
    [InlineData(ForeignToolCalls.Text, ReasoningEcho.Allowed)]
    [InlineData(ForeignToolCalls.Kept, ReasoningEcho.Required)]
    public void Calls_of_other_models_become_text_for_a_model_that_wants_its_thoughts_with_each_call(ForeignToolCalls calls, ReasoningEcho echo)
    {
        ChatMessage[] messages =
        [
            new(ChatRole.User, "weather?"),
            Turn("b", new FunctionCallContent("1", "weather", Arguments)),
            new(ChatRole.Tool, [new FunctionResultContent("1", new List<int> { 12, 13 })]),
            Turn("a", new TextReasoningContent("hm"), new FunctionCallContent("2", "time")),
            new(ChatRole.Tool, [new FunctionResultContent("2", "noon"), new FunctionResultContent("3", null) { Exception = new InvalidOperationException() }]),
        ];

        var fitted = Fit(new() { ForeignToolCalls = calls, Reasoning = echo }, messages);

        Assert.Equal([ChatRole.User, ChatRole.User, ChatRole.Assistant, ChatRole.Tool, ChatRole.User], fitted.Select(m => m.Role));
        Assert.Equal("[The tool weather(city: Paris, days: 2) was called and gave: [12,13]]", fitted[1].Text);
        Assert.Same(messages[3], fitted[2]);
        Assert.Equal("2", Assert.IsType<FunctionResultContent>(Assert.Single(fitted[3].Contents)).CallId);
        Assert.Equal("[A tool that was called earlier gave: an error]", fitted[4].Text);
    }

    [Theory]
    [InlineData("image/png", "image")]
    [InlineData("application/pdf", "file")]
    public void Images_and_files_of_results_stand_behind_the_text_that_tells_of_the_call(string mediaType, string name)
    {
        DataContent[] files = [new(new byte[] { 1 }, mediaType), new(new byte[] { 2 }, mediaType)];
        ChatMessage[] messages =
        [
            new(ChatRole.User, "Look."),
            Turn("b", new FunctionCallContent("1", "look"), new FunctionCallContent("2", "see"), new FunctionCallContent("3", "read")),
            new(ChatRole.Tool,
            [
                new FunctionResultContent("1", files[0]),
                new FunctionResultContent("2", new List<AIContent> { new TextContent("one"), files[1], new UriContent("https://host/a", "application/pdf") }),
                new FunctionResultContent("3", new DataContent("a,b"u8.ToArray(), "text/csv")),
            ]),
        ];

        var fitted = HistorySanitizer.MessagesFor(
            Model(new() { ForeignToolCalls = ForeignToolCalls.Text }) with { Capabilities = ModelCapabilities.Vision }, messages, null);

        Assert.Equal([ChatRole.User, ChatRole.User], fitted.Select(static m => m.Role));
        Assert.Equal<object>(
            [
                $"[The tool look() was called and gave: the {name} that follows]", files[0],
                "[The tool see() was called and gave: one\n{\"uri\":\"https://host/a\",\"mediaType\":\"application/pdf\"}]", files[1],
                "[The tool read() was called and gave: a,b]",
            ],
            fitted[1].Contents.Select(static c => c is TextContent text ? text.Text : (object)c));
    }

    [Fact]
    public void Images_are_refused_or_replaced_if_the_model_cant_see()
    {
        ChatMessage[] messages = [new(ChatRole.User, [new DataContent(new byte[] { 1 }, "image/png"), new UriContent("https://example.com/a.jpg", "image/jpeg")])];
        Assert.Throws<ModelRefusedException>(() => Fit(new(), messages));
        Assert.Equal(2, Fit(new() { Images = UnseenImages.Replaced }, messages)[0].Contents.OfType<TextContent>().Count());
        Assert.Same(messages, HistorySanitizer.MessagesFor(Model(new()) with { Capabilities = ModelCapabilities.Vision }, messages, null));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_of_results_are_refused_or_replaced_if_the_model_cant_see(bool several)
    {
        var image = new DataContent(new byte[] { 1 }, "image/png");
        object found = several ? new List<AIContent> { new TextContent("found"), image } : image;
        ChatMessage[] messages =
        [
            new(ChatRole.User, "Look."),
            new(ChatRole.Assistant, [new FunctionCallContent("1", "look")]),
            new(ChatRole.Tool, [new FunctionResultContent("1", found)]),
        ];
        Assert.Throws<ModelRefusedException>(() => Fit(new(), messages));
        var result = Assert.IsType<FunctionResultContent>(Fit(new() { Images = UnseenImages.Replaced }, messages)[2].Contents[0]);
        var texts = Assert.IsType<IEnumerable<AIContent>>(result.Result, exactMatch: false).Select(c => Assert.IsType<TextContent>(c).Text).ToArray();
        Assert.Equal(several ? 2 : 1, texts.Length);
        Assert.Contains("see", texts[^1], StringComparison.Ordinal);
        Assert.Same(messages, HistorySanitizer.MessagesFor(Model(new()) with { Capabilities = ModelCapabilities.Vision }, messages, null));
    }

    [Fact]
    public void Audio_is_refused_or_replaced_if_the_model_cant_hear()
    {
        ChatMessage[] messages = [new(ChatRole.User, [new DataContent(new byte[] { 1 }, "audio/wav"), new UriContent("https://example.com/a.mp3", "audio/mpeg")])];
        Assert.Throws<ModelRefusedException>(() => Fit(new(), messages));
        Assert.All(Fit(new() { Images = UnseenImages.Replaced }, messages)[0].Contents, c => Assert.Contains("hear", Assert.IsType<TextContent>(c).Text, StringComparison.Ordinal));
        Assert.Same(messages, HistorySanitizer.MessagesFor(Model(new()) with { Capabilities = ModelCapabilities.Audio }, messages, null));
    }

    [Fact]
    public void Options_that_the_endpoint_rejects_are_not_sent()
    {
        foreach (var option in Enum.GetValues<UnsupportedOptions>())
        {
            var options = Everything();
            HistorySanitizer.Fit(options, Model(new() { Unsupported = option }), []);
            var missing = typeof(ChatOptions).GetProperties().Where(p => p.GetValue(Everything()) is not null && p.GetValue(options) is null);
            Assert.Equal(
                option switch
                {
                    UnsupportedOptions.None => [],
                    UnsupportedOptions.Tools => ["AllowMultipleToolCalls", "ToolMode", "Tools"],
                    UnsupportedOptions.ParallelToolCalls => ["AllowMultipleToolCalls"],
                    _ => [option.ToString()],
                },
                missing.Select(p => p.Name).Order(StringComparer.Ordinal));
        }
    }

    private static ChatOptions Everything() => new()
    {
        Temperature = 1, TopP = 1, TopK = 1, FrequencyPenalty = 1, PresencePenalty = 1, Seed = 1, StopSequences = ["x"], Reasoning = new(),
        ResponseFormat = ChatResponseFormat.Json, MaxOutputTokens = 1, Tools = [], ToolMode = ChatToolMode.Auto, AllowMultipleToolCalls = true,
    };

    private static ModelProfile Model(HistoryDialect dialect) => Routers.Profile("a") with { History = dialect };

    private static ChatMessage[] Fit(HistoryDialect dialect, ChatMessage[] messages, ChatOptions? options = null) =>
        HistorySanitizer.MessagesFor(Model(dialect), messages, options);

    private static ChatMessage Turn(string? model, params AIContent[] contents) => new(ChatRole.Assistant, contents)
    {
        AdditionalProperties = model is null ? null : new() { ["modelrouter.model"] = model },
    };

    private static string Show(ChatMessage[] messages) => string.Join('|', messages.Select(m => $"{m.Role}:{m.Text}"));
}
