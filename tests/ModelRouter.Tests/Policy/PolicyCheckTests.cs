using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using static ModelRouter.Tests.Policies;
using static ModelRouter.Tests.Routers;

namespace ModelRouter.Tests;

public class PolicyCheckTests
{
    private static readonly ModelProfile[] Profiles =
    [
        Profile("gpt") with { Residency = "us" },
        Profile("r1", tier: ModelTier.SelfHosted) with { Residency = "in-house", Provenance = "deepseek" },
    ];

    public static TheoryData<string, string, string> WrongRules => new()
    {
        { "nothing", "", "has no effect" }, { "no-name", "Name", "1 to 100 characters" }, { "long-name", "Name", "1 to 100 characters" },
        { "twins", "Name", "Another rule" }, { "empty", "Only", "selects nothing" }, { "quality", "MinQuality", "from 0 to 1" }, { "nan", "MinQuality", "from 0 to 1" },
        { "cost", "MaxCostPerCall", "at least 0" }, { "latency", "MaxLatency", "greater than 0" }, { "worth", "Worth", "greater than 0" },
        { "budget", "ThinkBudget", "at least 1" }, { "class", "When:MaxDataClass", "never holds" }, { "tokens", "Unless:MaxPromptTokens", "never holds" },
        { "negative", "When:MinPromptTokens", "at least 0" }, { "language", "When:Languages:1", "ISO 639-1" }, { "window", "When:Time:To", "ends where it begins" },
        { "always-not", "Unless", "would never apply" }, { "effort", "ReasoningEffort", "Allowed: None, Low" },
    };

    [Theory]
    [MemberData(nameof(WrongRules))]
    public void A_wrong_rule_is_refused_with_its_place(string wrong, string key, string message)
    {
        var rule = new PolicyRule { Name = "r", Worth = 1 };
        rule = wrong switch
        {
            "nothing" => rule with { Worth = null },
            "no-name" => rule with { Name = " " },
            "long-name" => rule with { Name = new('x', 101) },
            "empty" => rule with { Only = new() },
            "quality" => rule with { MinQuality = 1.1 },
            "nan" => rule with { MinQuality = double.NaN },
            "cost" => rule with { MaxCostPerCall = -1 },
            "latency" => rule with { MaxLatency = TimeSpan.Zero },
            "worth" => rule with { Worth = 0 },
            "budget" => rule with { ThinkBudget = 0 },
            "class" => rule with { When = new() { MinDataClass = DataClass.Personal, MaxDataClass = DataClass.Internal } },
            "tokens" => rule with { Unless = new() { MinPromptTokens = 10, MaxPromptTokens = 9 } },
            "negative" => rule with { When = new() { MinPromptTokens = -1 } },
            "language" => rule with { When = new() { Languages = ["en", "english"] } },
            "window" => rule with { When = new() { Time = new() { From = new(8, 0), To = new(8, 0) } } },
            "always-not" => rule with { Unless = new() { Tags = [] } },
            "effort" => rule with { ReasoningEffort = (ReasoningEffort)99 },
            _ => rule,
        };

        var thrown = Assert.Throws<ArgumentException>(() => new ModelRouterChatClient(
            [new(Profile("m"), new FakeChatClient())], Options([rule, .. wrong == "twins" ? (PolicyRule[])[rule with { Name = "R" }] : []])));

        Assert.Contains(key.Length == 0 ? $"'{rule.Name}': " : $", {key}: ", thrown.Message, StringComparison.Ordinal);
        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_there_is_not_is_an_error_even_where_others_are_named()
    {
        var thrown = Assert.Throws<ArgumentException>(() => new ModelRouterChatClient(
            Profiles.Select(p => new ModelEndpoint(p, new FakeChatClient())), Options(Rule("r", deny: Models("GPT", "r2")))));

        Assert.Equal("The policy rule 'r', Deny:Models:1: There is no model 'r2'. Did you mean 'r1'? Models: gpt, r1.", thrown.Message);
    }

    [Fact]
    public void That_nobody_may_ever_serve_is_an_error()
    {
        var problems = Problems(Rule("local", only: Tiers(ModelTier.SelfHosted)), Rule("gpt", only: Models("gpt")), Rule("other", new() { Tags = ["x"] }, deny: Models("gpt")));

        Assert.Equal(
            [
                ("local:Only", true, "No model may ever serve any request. It contradicts 'gpt', where both apply."),
                ("gpt:Only", true, "No model may ever serve any request. It contradicts 'local', where both apply."),
            ],
            problems);
        Assert.Throws<ArgumentException>(() => new ModelRouterChatClient(
            Profiles.Select(p => new ModelEndpoint(p, new FakeChatClient())), Options(Rule("none", deny: Models("gpt", "r1")))));
    }

    [Fact]
    public void That_nobody_may_serve_where_a_rule_applies_is_a_warning()
    {
        Assert.Equal(
            [("korea:Only", false, "Wherever the rule applies, no model may serve. It contradicts 'personal', where both apply.")],
            Problems(
                Rule("personal", new() { MinDataClass = DataClass.Personal }, deny: new() { Residency = ["us"] }),
                Rule("korea", new() { Tenants = ["kr"], MinDataClass = DataClass.Confidential }, only: Models("gpt")),
                Rule("fine", new() { Tenants = ["kr"] }, only: Models("gpt"))).Where(p => p.Message.Contains("contradicts", StringComparison.Ordinal)));

        // Clearance is a part of it: this model may not have personal data whatever rules say.
        Assert.Equal(
            "Wherever the rule applies, no model may serve.",
            Assert.Single(PolicyModelCheck.Problems(
                new() { Rules = [Rule("r", new() { MinDataClass = DataClass.Personal }, only: Models("gpt"))] },
                [Profiles[0] with { Clearance = DataClass.Internal }, Profiles[1]])).Message);
    }

    [Fact]
    public void What_selects_nobody_and_what_never_counts_is_a_warning()
    {
        Assert.Equal(
            [
                ("r:Deny:Residency", false, "No model is of these. Did you mean 'in-house'?"),
                ("r:Deny", false, "Deny selects none of the models, so that it changes nothing."),
            ],
            Problems(Rule("r", deny: new() { Residency = ["inhouse"] })));
        Assert.Equal(
            [("late:Worth", false, "It never counts: the rule 'early' comes first and applies wherever this one does.")],
            Problems(
                new() { Name = "early", When = new() { Tasks = [PromptTask.Code, PromptTask.Math], MinPromptTokens = 10 }, Worth = 1 },
                new() { Name = "late", When = new() { Tasks = [PromptTask.Math], MinPromptTokens = 11, Tags = ["x"] }, Worth = 2, MinQuality = 0.5 },
                new() { Name = "other", When = new() { Tasks = [PromptTask.Math, PromptTask.Chat], MinPromptTokens = 11 }, Worth = 3 }));
    }

    [Theory]
    [InlineData("ja", null)]
    [InlineData("NB", null)]
    [InlineData("iw", null)]
    [InlineData("und", null)]
    [InlineData("jp", "The router's own analysis tells no language 'jp', so that no request is in it. Did you mean 'ja'? It tells am, ar, ")]
    [InlineData("eu", "The router's own analysis tells no language 'eu', so that no request is in it. It tells am, ar, ")]
    public void A_language_that_no_request_is_told_to_be_in_is_a_warning(string language, string? message)
    {
        var rule = new PolicyRule { Name = "r", When = new() { Languages = ["en", language] }, Unless = new() { Languages = [language] }, Worth = 1 };
        ListLogger<ModelRouterChatClient> log = new(), own = new();

        using var router = new ModelRouterChatClient([Endpoint("m", new FakeChatClient())], Options(rule), logger: log);
        using var others = new ModelRouterChatClient([Endpoint("m", new FakeChatClient())], Options(rule), Understands(Prompt), logger: own);

        var told = log.Entries.Select(static entry => entry.Text).ToList();
        Assert.Equal(message is null ? 0 : 2, told.Count);
        Assert.All(
            told.Zip(["When:Languages:1", "Unless:Languages:0"]),
            pair => Assert.StartsWith($"The policy works, but probably not as it is meant. The policy rule 'r', {pair.Second}: {message}", pair.First, StringComparison.Ordinal));

        // What an application's own analyzer tells, nobody knows.
        Assert.Empty(own.Entries);
    }

    [Theory]
    [InlineData("오늘 날씨가 어때요?")]
    [InlineData("今日の天気はどうですか")]
    [InlineData("今天天气怎么样")]
    [InlineData("Hvordan er været i dag?")]
    [InlineData("מה מזג האוויר היום")]
    [InlineData("π")]
    public void Every_language_that_is_told_is_known(string prompt) =>
        Assert.Contains(new HeuristicPromptAnalyzer().Analyze([new(ChatRole.User, prompt)], options: null).Language, LanguageCodes.Told);

    [Theory]
    [InlineData("bare bare", "It isn't asked of a, b, of which nothing says that they think. Write \"Capabilities\": [\"Reasoning\"] for a model that does, and \"History\": { \"Unsupported\": [\"Reasoning\"] } for one that doesn't.")]
    [InlineData("thinks bare", "It isn't asked of b, of which nothing says that it thinks. Write ")]
    [InlineData("counts refuses", null)]
    [InlineData("thinks thinks", null)]
    [InlineData("refuses refuses", "It is asked of nobody: no model that may serve takes it.")]
    [InlineData("thinks denied", null)]
    [InlineData("thinks uncleared", null)]
    public void That_effort_is_not_asked_of_a_model_is_a_warning(string models, string? message)
    {
        var profiles = models.Split(' ').Zip(["a", "b"], static (kind, id) => kind switch
        {
            "thinks" => Profile(id) with { Capabilities = ModelCapabilities.Reasoning },
            "counts" => Profile(id) with { ExpectedReasoningTokens = 100 },
            "refuses" => Profile(id) with { History = new() { Unsupported = UnsupportedOptions.Reasoning } },
            "denied" => Profile(id, tier: ModelTier.SelfHosted),
            "uncleared" => Profile(id) with { Clearance = DataClass.Public },
            _ => Profile(id),
        }).ToArray();
        var effort = new PolicyRule { Name = "effort", When = new() { Tasks = [PromptTask.Math], MinDataClass = DataClass.Internal }, ReasoningEffort = ReasoningEffort.High };
        ListLogger<ModelRouterChatClient> log = new();

        using var router = new ModelRouterChatClient(
            profiles.Select(static p => new ModelEndpoint(p, new FakeChatClient())), Options(effort, Rule("local", deny: Tiers(ModelTier.SelfHosted))), logger: log);

        // That a rule denies a tier that nobody is of is told as well.
        var told = log.Entries.Where(static entry => entry.Text.Contains("ReasoningEffort", StringComparison.Ordinal)).ToList();
        if (message is null)
        {
            Assert.Empty(told);
            return;
        }

        Assert.Equal((LogLevel.Warning, 15), (Assert.Single(told).Level, told[0].Id));
        Assert.StartsWith("The policy works, but probably not as it is meant. The policy rule 'effort', ReasoningEffort: " + message, told[0].Text, StringComparison.Ordinal);
    }

    private static List<(string Place, bool IsError, string Message)> Problems(params PolicyRule[] rules) =>
        [.. PolicyModelCheck.Problems(new() { Rules = rules }, Profiles).Select(p => ($"{p.Rule.Name}{(p.Key.Length == 0 ? "" : ":")}{p.Key}", p.IsError, p.Message))];
}
