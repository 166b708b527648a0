using Microsoft.Extensions.AI;

namespace ModelRouter.Tests;

/// <summary>What configuration says of models decides who answers: what they can do permits them, what they are good at ranks them.</summary>
public sealed class SpecialistTests : IDisposable
{
    private const string Json = """
        { "ModelRouter": { "Models": {
            "general": { "Provider": "fake", "Tier": "Cloud", "Quality": 0.8, "Languages": ["en", "de", "fr"],
              "Price": { "InputPerMillion": 0.2, "OutputPerMillion": 0.8 } },
            "all-senses": { "Provider": "fake", "Tier": "Cloud", "Quality": 0.7, "Capabilities": ["Vision", "Audio", "Tools", "JsonSchema"],
              "Price": { "InputPerMillion": 2, "OutputPerMillion": 8 } },
            "eye": { "Provider": "fake", "Tier": "Specialized", "Quality": 0.6, "Capabilities": ["Vision"], "Unpriced": true },
            "ear": { "Provider": "fake", "Tier": "Specialized", "Quality": 0.6, "Capabilities": ["Audio"], "Unpriced": true },
            "hands": { "Provider": "fake", "Tier": "SelfHosted", "Quality": 0.6, "Capabilities": ["Tools", "JsonSchema"], "Unpriced": true },
            "coder": { "Provider": "fake", "Tier": "Specialized", "Quality": 0.4, "TaskQuality": { "Code": 0.95 }, "Unpriced": true },
            "arabic": { "Provider": "fake", "Tier": "Specialized", "Quality": 0.85, "Languages": ["ar"], "Unpriced": true },
            "korean": { "Provider": "fake", "Tier": "Cloud", "Quality": 0.79, "Languages": ["en", "ko"],
              "Price": { "InputPerMillion": 0.3, "OutputPerMillion": 1.2 } } } } }
        """;

    private static readonly DataContent Image = new(new byte[] { 1 }, "image/png");
    private static readonly UriContent Recording = new("https://example.com/a.mp3", "audio/mpeg");
    private static readonly ChatOptions Tools = new() { Tools = [AIFunctionFactory.Create(() => 1, "tool")] };
    private static readonly ChatOptions Schema = new() { ResponseFormat = ChatResponseFormat.ForJsonSchema<int>() };

    private readonly FakeProvider _provider = new();
    private readonly ModelRouterChatClient _router;

    public SpecialistTests()
    {
        var (endpoints, options) = ModelRouterConfiguration.Load(ConfigurationTests.Parse(Json), [_provider]);

        // The fakes' words are no JSON, whoever is asked for it.
        options.Cascade.Mode = CascadeMode.Off;
        _router = new(endpoints, options);
    }

    public static TheoryData<string, AIContent[], ChatOptions?, string[]> Requests => new()
    {
        { "What is on it?", [Image], null, ["eye", "all-senses"] },
        { "What is said here?", [Recording], null, ["ear", "all-senses"] },
        { "Do they belong together?", [Image, Recording], null, ["all-senses"] },
        { "What is on it?", [Image], Tools, ["all-senses"] },
        { "What is the temperature in Seoul?", [], Tools, ["hands", "all-senses"] },
        { "How many days has a leap year?", [], Schema, ["hands", "all-senses"] },
    };

    public static TheoryData<string, string> Prompts => new()
    {
        { "general", "Write a short poem about the first snow." },
        { "coder", "Fix the bug in this Python function:\n```python\ndef add(a, b):\n    return a - b\n```" },
        { "arabic", "ما هي عاصمة مصر؟ اشرح بإيجاز." },
        { "korean", "첫눈에 대한 짧은 시를 써줘." },
    };

    public void Dispose() => _router.Dispose();

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Only_models_that_can_do_it_get_a_request(string text, AIContent[] contents, ChatOptions? options, string[] expected)
    {
        ChatMessage[] messages = [new(ChatRole.User, [new TextContent(text), .. contents])];
        var decision = _router.Route(messages, options);

        Assert.Equal(expected.Order(StringComparer.Ordinal), decision.Ranking.Select(r => r.Model).Order(StringComparer.Ordinal));
        Assert.All(decision.Excluded, e => Assert.Equal("capability", e.Rule));
        foreach (var stream in new[] { false, true })
        {
            Assert.Equal($"from {expected[0]}", (await _router.AskAsync(stream, messages, options)).Text);
        }

        // An earlier turn counts as well: the model reads the whole conversation.
        var later = _router.Route([.. messages, new(ChatRole.Assistant, "Well."), new(ChatRole.User, "Are you sure?")], options);
        Assert.Equal(decision.Ranking.Count, later.Ranking.Count);
    }

    [Theory]
    [MemberData(nameof(Prompts))]
    public async Task A_specialist_gets_what_it_is_good_at(string expected, string prompt)
    {
        foreach (var stream in new[] { false, true })
        {
            var response = await _router.AskAsync(stream, [new(ChatRole.User, prompt)]);
            Assert.True(
                response.GetRoutingReceipt()!.Model == expected, response.GetRoutingReceipt()!.Decision.Explain());
        }
    }
}
