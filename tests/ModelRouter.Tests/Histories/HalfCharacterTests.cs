using System.Text.Json;
using CsCheck;
using Microsoft.Extensions.AI;
using static ModelRouter.Tests.Routers;

namespace ModelRouter.Tests;

/// <summary>JSON can escape half of a character, which no text holds: models, and programs that cut texts, write such.</summary>
public class HalfCharacterTests
{
    private static readonly ModelProfile Model = new() { Id = "a", Tier = ModelTier.Cloud, Pricing = ModelPricing.Free };

    [Theory]
    [InlineData("""{"text":"hi \ud83d","more":[1,{"k\udc00":"\\ud83d \ud83d\ude00"}]}""", """{"text":"hi �","more":[1,{"k�":"\\ud83d 😀"}]}""")]
    [InlineData("\"\\uD83D\\uD83D\\uDE00\"", "\"�😀\"")]
    [InlineData("\"\\ud83dA\\ude00\\u0041\"", "\"�A�A\"")]
    public void Half_a_character_in_a_call_or_its_result_is_replaced_and_nothing_else(string json, string expected)
    {
        var half = Parse(json);
        ChatMessage[] messages =
        [
            new(ChatRole.User, "hi"),
            new(ChatRole.Assistant, [new FunctionCallContent("1", "f", new Dictionary<string, object?>(StringComparer.Ordinal) { ["x"] = half, ["y"] = 1 })]) { RawRepresentation = new() },
            new(ChatRole.Tool, [new FunctionResultContent("1", half)]),
        ];

        var fitted = HistorySanitizer.MessagesFor(Model, messages, null);

        var call = Assert.IsType<FunctionCallContent>(Assert.Single(fitted[1].Contents));
        Assert.True(JsonElement.DeepEquals(Parse(expected), (JsonElement)call.Arguments!["x"]!));
        Assert.Equal(1, call.Arguments["y"]);
        Assert.Null(fitted[1].RawRepresentation);
        Assert.True(JsonElement.DeepEquals(Parse(expected), (JsonElement)Assert.IsType<FunctionResultContent>(Assert.Single(fitted[2].Contents)).Result!));

        // The caller's own stay as they were, and what is mended needs no more mending.
        Assert.Equal(json, ((JsonElement)((FunctionCallContent)messages[1].Contents[0]).Arguments!["x"]!).GetRawText());
        Assert.Same(fitted, HistorySanitizer.MessagesFor(Model, fitted, null));
    }

    [Fact]
    public void What_is_mended_can_be_read_and_whole_texts_stay() =>
        Gen.OneOf(Gen.Char['\ud700', '\ue0ff'], Gen.Char["\\\"ud8a"]).Array[0, 12].Sample(characters =>
        {
            var json = Parse($"\"{string.Concat(characters.Select(static c => $"\\u{(int)c:x4}"))}\"");
            var isHalved = JsonSurrogates.TryMend(json, out var mended);
            Assert.Equal(System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(new string(characters))), mended.GetString());
            Assert.Equal(isHalved, mended.GetString() != new string(characters));
        });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_conversation_goes_on_behind_a_call_with_half_a_character(bool stream)
    {
        var client = FakeChatClient.Saying("hi");
        using var router = Over(null, ("a", client));
        ChatMessage[] messages =
        [
            new(ChatRole.User, "hi"),
            new(ChatRole.Assistant, [new FunctionCallContent("1", "f", new Dictionary<string, object?>(StringComparer.Ordinal) { ["x"] = Parse("\"\\ud83d\"") })]),
            new(ChatRole.Tool, [new FunctionResultContent("1", "done")]),
        ];

        await router.AskAsync(stream, messages);

        var sent = client.Received[0].SelectMany(static message => message.Contents).OfType<FunctionCallContent>().Single();
        Assert.Contains("\"\uFFFD\"", JsonSerializer.Serialize(sent.Arguments, AIJsonUtilities.DefaultOptions), StringComparison.Ordinal);
    }

    private static JsonElement Parse(string json) => JsonElement.Parse(json);
}
