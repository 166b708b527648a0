using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers.Tests;

/// <summary>What a tool was asked and has found is written without blanks, for which somebody pays.</summary>
public class CompactResultTests
{
    [Theory]
    [MemberData(nameof(RoutedModel.Ways), MemberType = typeof(RoutedModel))]
    public async Task Json_goes_without_blanks_and_a_text_without_quotes(string provider, bool streams)
    {
        await using var model = await RoutedModel.StartAsync(provider, ("Models:m:Capabilities:0", "Tools"));
        object[] found =
        [
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["rows"] = new[] { 1, 2 } }, JsonElement.Parse("""{ "rows": [ 1, 2 ] }"""), JsonElement.Parse("\"{\\\"rows\\\":[1,2]}\""), """{"rows":[1,2]}""",
        ];
        foreach (var result in found)
        {
            await model.AskAsync(streams,
            [
                new(ChatRole.User, "look"),
                new(ChatRole.Assistant, [new FunctionCallContent("t1", "look", new Dictionary<string, object?>(StringComparer.Ordinal) { ["where"] = new[] { 1, 2 } })]),
                new(ChatRole.Tool, [new FunctionResultContent("t1", result)]),
            ]);

            var sent = model.Sent.Body;
            Assert.Contains(JsonSerializer.Serialize("""{"rows":[1,2]}""", CompactJson.Options), sent.Replace("\\u0022", "\\\"", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.Contains(provider is "openai" or "azure-ai-inference" ? """{\"where\":[1,2]}""" : """{"where":[1,2]}""", sent, StringComparison.Ordinal);
        }
    }
}
