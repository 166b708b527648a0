using CsCheck;
using Microsoft.Extensions.AI;

namespace ModelRouter.Tests;

/// <summary>What holds for every conversation and every dialect; "a" is the model that is about to be called.</summary>
public class HistoryPropertyTests
{
    private static readonly Gen<HistoryDialect> Dialects =
        from echo in Gen.Enum<ReasoningEcho>()
        from system in Gen.Enum<SystemPromptRule>()
        from turns in Gen.Bool.Array[2]
        from ids in OneOf<ToolCallIdFormat?>(null, ToolCallIdFormat.Mistral, new ToolCallIdFormat { MaxLength = 40, Punctuation = "_-" })
        from calls in Gen.Enum<ForeignToolCalls>()
        from images in Gen.Enum<UnseenImages>()
        from empty in Gen.Enum<EmptyTurns>()
        select new HistoryDialect
        {
            Reasoning = echo, SystemPrompt = system, AlternatingTurns = turns[0], BeginsWithUser = turns[1],
            ToolCallIds = ids, ForeignToolCalls = calls, Images = images, EmptyTurns = empty,
        };

    private static readonly Gen<string?> Stamps = OneOf<string?>(null, "a", "A", "b");

    // Every text is told apart by its number, so that a lost one is noticed.
    private static readonly Gen<AIContent> Contents =
        from kind in Gen.Int[0, 9]
        from number in Gen.Int[100_000, 999_999]
        from raw in Gen.Bool
        select Content(kind, number, raw);

    private static readonly Gen<ChatMessage[]> Turns =
        from kind in Gen.Int[0, 5]
        from stamp in Stamps
        from contents in Contents.Array[0, 3]
        from id in OneOf("call_1", "call_2", "abcdefgh1", "chatcmpl-tool-5f0d6a1b2c3d4e5f60718293a4b5c6d7e8f9", "")
        from raw in Gen.Bool
        select Turn(kind, stamp, contents, id, raw);

    private static readonly Gen<ChatMessage[]> Conversations = Turns.Array[0, 8].Select(turns => turns.SelectMany(t => t).ToArray());

    [Fact]
    public void Every_conversation_obeys_every_dialect() =>
        Gen.Select(Conversations, Dialects, Gen.Bool, OneOf<string?>(null, "instructed")).Sample(
            (messages, dialect, sees, instructions) =>
            {
                var model = Routers.Profile("a") with { History = dialect, Capabilities = sees ? ModelCapabilities.Vision : ModelCapabilities.None };
                var options = new ChatOptions { Instructions = instructions };
                var before = Snapshot(messages);
                if (!sees && dialect.Images == UnseenImages.Refused && messages.Any(m => m.Contents.Any(c => c is DataContent)))
                {
                    Assert.Throws<ModelRefusedException>(() => HistorySanitizer.MessagesFor(model, messages, options));
                    return;
                }

                var fitted = HistorySanitizer.MessagesFor(model, messages, options);
                HistorySanitizer.Fit(options, model, messages);

                Assert.Equal(before, Snapshot(messages));
                Obeys(fitted, model);
                LosesNoWord(messages, fitted);
                Assert.All(Pairing(fitted), call => Assert.True(call.Calls > 0 && call.Results > 0, $"{call} has no pair"));
                if (instructions is not null)
                {
                    Assert.True((options.Instructions is null) != !fitted.Any(m => m.Text.Contains(instructions, StringComparison.Ordinal)));
                }

                // Nothing is left to do, and then nothing is copied.
                Assert.Same(fitted, HistorySanitizer.MessagesFor(model, fitted, options));
            },
            iter: 20_000);

    private static void Obeys(ChatMessage[] messages, ModelProfile model)
    {
        var dialect = model.History;
        var called = new HashSet<string>(StringComparer.Ordinal);
        foreach (var message in messages)
        {
            var isOwn = ContentFit.IsOwn(message, model);
            Assert.True(isOwn || (message.RawRepresentation is null && message.Contents.All(static c => c.RawRepresentation is null)));
            Assert.DoesNotContain(
                message.Contents, c => c is TextReasoningContent && (!isOwn || dialect.Reasoning == ReasoningEcho.Forbidden));
            Assert.True(model.Capabilities.HasFlag(ModelCapabilities.Vision) || !message.Contents.Any(c => c is DataContent));
            Assert.True(message.Role != ChatRole.Assistant || message.Contents.Any(c => c is not TextContent { Text: "" }));
            var ids = message.Contents.Select(c => (c as FunctionCallContent)?.CallId ?? (c as FunctionResultContent)?.CallId).OfType<string>();
            Assert.All(ids, id => Assert.True(dialect.ToolCallIds?.Accepts(id) ?? true));
            if (dialect.ToolCallIds is not null)
            {
                Assert.All(message.Contents.OfType<FunctionCallContent>(), call => Assert.True(called.Add(call.CallId), $"Two calls are {call.CallId}."));
            }

            if (dialect.ForeignToolCalls == ForeignToolCalls.Text || dialect.Reasoning == ReasoningEcho.Required)
            {
                Assert.True(isOwn || !message.Contents.Any(c => c is FunctionCallContent));
            }
        }

        var systems = messages.Count(m => m.Role == ChatRole.System);
        Assert.True(dialect.SystemPrompt switch
        {
            SystemPromptRule.AtStart => systems == 0 || (systems == 1 && messages[0].Role == ChatRole.System),
            SystemPromptRule.MergedIntoUser => systems == 0,
            _ => true,
        });
        Assert.True(!dialect.BeginsWithUser || messages.FirstOrDefault(m => m.Role != ChatRole.System) is not { } first || first.Role == ChatRole.User);
        if (dialect.AlternatingTurns)
        {
            Assert.All(messages.Zip(messages.Skip(1)), pair => Assert.True(pair.First.Role != pair.Second.Role || pair.First.Role == ChatRole.Tool));
        }
    }

    private static void LosesNoWord(ChatMessage[] messages, ChatMessage[] fitted)
    {
        var whole = string.Concat(fitted.Select(m => m.Text));
        var said = string.Concat(fitted.Where(m => m.Role == ChatRole.User).Select(m => m.Text));
        foreach (var message in messages)
        {
            var place = message.Role == ChatRole.User ? said : whole;
            Assert.All(message.Contents.OfType<TextContent>(), text => Assert.Contains(text.Text, place, StringComparison.Ordinal));
        }
    }

    private static IEnumerable<(string Id, int Calls, int Results)> Pairing(ChatMessage[] messages)
    {
        var contents = messages.SelectMany(m => m.Contents).ToList();
        var calls = contents.OfType<FunctionCallContent>().Select(c => c.CallId).ToList();
        var results = contents.OfType<FunctionResultContent>().Select(r => r.CallId).ToList();
        return calls.Concat(results).Distinct(StringComparer.Ordinal).Select(id =>
            (id, calls.Count(c => string.Equals(c, id, StringComparison.Ordinal)), results.Count(r => string.Equals(r, id, StringComparison.Ordinal))));
    }

    private static List<object?> Snapshot(ChatMessage[] messages) =>
    [
        .. messages.SelectMany(m => new object?[] { m, m.Role, m.RawRepresentation, m.AdditionalProperties, ModelStamp.Read(m), m.Contents.Count }
            .Concat(m.Contents.SelectMany(c => new object?[] { c, c.RawRepresentation, (c as TextContent)?.Text, (c as FunctionCallContent)?.CallId }))),
    ];

    private static ChatMessage[] Turn(int kind, string? stamp, AIContent[] contents, string id, bool raw) => kind switch
    {
        0 => [Message(ChatRole.System, null, false, [.. contents.OfType<TextContent>()])],
        1 or 2 => [Given(contents, raw)],
        3 => [Message(ChatRole.Assistant, stamp, raw, contents)],
        4 => [Message(ChatRole.Assistant, stamp, raw, [.. contents, new FunctionCallContent(id, "f") { InformationalOnly = raw }]), Result(id)],
        _ =>
        [
            Message(ChatRole.Assistant, stamp, raw, [new FunctionCallContent(id, "f"), new FunctionCallContent(id + "x", "g"), .. contents]),
            Message(ChatRole.Tool, null, false, [new FunctionResultContent(id + "x", 1), new FunctionResultContent(id, "two")]),
        ],
    };

    /// <summary>A user's message without objects that stand alone, which are refused.</summary>
    private static ChatMessage Given(AIContent[] contents, bool raw)
    {
        AIContent[] kept = [.. contents.Where(c => c is not TextReasoningContent && c.GetType() != typeof(AIContent))];
        return Message(ChatRole.User, null, raw && kept.Length > 0, kept);
    }

    private static AIContent Content(int kind, int number, bool raw) => kind switch
    {
        <= 4 => new TextContent($"t{number}") { RawRepresentation = raw ? new object() : null },
        5 => new TextContent(""),
        6 => new DataContent(new byte[] { 1 }, "image/png") { RawRepresentation = raw ? new object() : null },
        7 => new AIContent { RawRepresentation = new object() },
        _ => new TextReasoningContent($"r{number}") { RawRepresentation = raw ? new object() : null },
    };

    private static ChatMessage Message(ChatRole role, string? stamp, bool raw, AIContent[] contents) => new(role, [.. contents])
    {
        AdditionalProperties = stamp is null ? null : new() { ["modelrouter.model"] = stamp },
        RawRepresentation = raw ? new object() : null,
    };

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static ChatMessage Result(string id) => Message(ChatRole.Tool, null, false, [new FunctionResultContent(id, "r")]);
}
