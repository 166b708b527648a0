using System.Globalization;
using CsCheck;
using Microsoft.Extensions.AI;
using static ModelRouter.Tests.Policies;
using static ModelRouter.Tests.Routers;

namespace ModelRouter.Tests;

public class PolicyPrecedenceTests
{
    // As routes rank: a before b before c before d.
    private static readonly ModelProfile[] Profiles =
    [
        Profile("a", 0.9) with { Residency = "us", Provenance = "openai" },
        Profile("b", 0.8, ModelTier.SelfHosted) with { Residency = "In-House", Provenance = "deepseek" },
        Profile("c", 0.7, ModelTier.Specialized) with { Residency = "eu" },
        Profile("d", 0.6),
    ];

    private static readonly Gen<ModelSelector?> Selectors =
        from kind in Gen.Int[0, 4]
        from ids in Gen.Int[0, 3].Select(static i => "abcd"[i].ToString()).Array[1, 3]
        from tier in Gen.Int[0, 2]
        select kind switch
        {
            0 => null,
            1 => Models(ids),
            2 => Tiers((ModelTier)tier),
            3 => new ModelSelector { Residency = [tier == 0 ? "us" : "in-house"] },
            _ => new ModelSelector { Provenance = ["deepseek", "openai"], Tiers = [ModelTier.Cloud] },
        };

    private static readonly Gen<PolicyRule> Rules =
        from applies in Gen.Int[0, 3]
        from only in Selectors
        from deny in Selectors
        from prefer in Selectors
        from quality in Gen.Int[0, 9]
        from worth in Gen.Int[0, 5]
        select new PolicyRule
        {
            Name = Guid.NewGuid().ToString(),
            When = new() { Tasks = applies == 0 ? [PromptTask.Code] : [] },
            Only = only,
            Deny = applies == 1 ? deny : null,
            Prefer = prefer,
            MinQuality = quality > 6 ? (quality / 10.0) - 0.05 : null,
            Worth = worth > 3 ? worth : null,
        };

    [Fact]
    public void A_denial_beats_an_only_and_a_preference_in_any_order()
    {
        PolicyRule[] rules =
        [
            Rule("only", only: Models("a", "b")), Rule("deny", deny: Tiers(ModelTier.Cloud)), Rule("prefer", prefer: Models("a", "d")),
        ];

        foreach (var order in (int[][])[[0, 1, 2], [2, 1, 0], [1, 2, 0]])
        {
            var decision = Route([.. order.Select(i => rules[i])]);
            Assert.Equal(["b"], decision.Ranking.Select(r => r.Model));
            Assert.Equal(
                [("a", "policy:deny"), ("c", "policy:only"), ("d", "policy:deny")], decision.Excluded.Select(e => (e.Model, e.Rule)));
        }
    }

    [Fact]
    public void All_onlys_intersect()
    {
        var decision = Route([Rule("one", only: Models("a", "b", "c")), Rule("two", only: new() { Residency = ["EU", "in-house"] })]);

        Assert.Equal(["b", "c"], decision.Ranking.Select(r => r.Model));
        Assert.Equal([("a", "policy:two"), ("d", "policy:one")], decision.Excluded.Select(e => (e.Model, e.Rule)));
        Assert.Equal(["one", "two"], decision.PolicyRules);
        Assert.Contains("Policy rules that apply: one, two.", decision.Explain(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_does_not_say_where_it_runs_or_who_made_it_is_from_nowhere()
    {
        Assert.DoesNotContain("d", Route([Rule("r", only: new() { Residency = ["us", "eu", "in-house"] })]).Ranking.Select(r => r.Model));
        Assert.Equal(["a", "b"], Route([Rule("r", only: new() { Provenance = ["OpenAI", "DeepSeek"] })]).Ranking.Select(r => r.Model));
        Assert.Equal(["c", "d"], Route([Rule("r", deny: new() { Provenance = ["openai", "deepseek"] })]).Ranking.Select(r => r.Model));
    }

    [Fact]
    public void Of_each_figure_the_first_rule_that_gives_it_counts()
    {
        var decision = Route([
            new() { Name = "elsewhere", When = new() { Tasks = [PromptTask.Code] }, Worth = 9, MinQuality = 1 },
            new() { Name = "exception", When = new() { MaxDataClass = DataClass.Internal }, Worth = 5 },
            new() { Name = "rule", Worth = 1, MinQuality = 0.75 },
            new() { Name = "later", MinQuality = 0, MaxLatency = TimeSpan.FromHours(1), MaxCostPerCall = 1 },
        ]);

        Assert.Equal(5, decision.Worth);
        Assert.Equal(["a", "b"], decision.Ranking.Select(r => r.Model));
        Assert.Equal([("c", "policy:rule"), ("d", "policy:rule")], decision.Excluded.Select(e => (e.Model, e.Rule)));
        Assert.Equal("The rule 'rule' wants a chance of at least 75.0 %; it has 70.0 %.", decision.Excluded[0].Reason);
    }

    [Theory]
    [InlineData("cost", "The rule 'r' wants at most $0.0003 a call; it is expected to cost $0.00035.")]
    [InlineData("latency", "The rule 'r' wants at most 1 s; it is expected to take 1.5 s.")]
    public void Cost_and_latency_are_held_to_what_is_expected(string figure, string reason)
    {
        ModelProfile[] models =
        [
            Profile("a") with { Pricing = new() { InputPerMillion = 2.5m, OutputPerMillion = 2 }, FirstTokenLatency = TimeSpan.FromSeconds(0.5) },
            Profile("b") with { Pricing = new() { InputPerMillion = 1, OutputPerMillion = 4 }, FirstTokenLatency = TimeSpan.Zero },
        ];
        var rule = new PolicyRule { Name = "r", MaxCostPerCall = figure == "cost" ? 0.0003m : null, MaxLatency = figure == "latency" ? TimeSpan.FromSeconds(1) : null };
        using var router = new ModelRouterChatClient(models.Select(m => new ModelEndpoint(m, new FakeChatClient())), Options(rule), Understands(Prompt));

        var decision = router.Route(Hello);

        // 100 tokens in, 50 out at 50 a second.
        Assert.Equal("b", Assert.Single(decision.Ranking).Model);
        Assert.Equal(("a", "policy:r", reason), (decision.Excluded[0].Model, decision.Excluded[0].Rule, decision.Excluded[0].Reason));
    }

    [Theory]
    [InlineData("0.00033333", "0.0003333333", 8, "$0.00033333", "$0.000333333")]
    [InlineData("0.0003", "0.00035", 8, "$0.0003", "$0.00035")]
    [InlineData("1", "1.0004", 3, "$1", "$1.0004")]
    [InlineData("1.9996", "2", 3, "$1.9996", "$2")]
    [InlineData("0.3000004", "0.3000005", 3, "$0.3", "$0.300001")]
    public void A_limit_and_what_is_beyond_it_never_read_as_the_same(string limit, string beyond, int digits, string first, string second)
    {
        var (told, what) = Figures.Apart(decimal.Parse(limit, CultureInfo.InvariantCulture), decimal.Parse(beyond, CultureInfo.InvariantCulture), digits);
        Assert.Equal((first, second), ($"${told}", $"${what}"));
    }

    [Theory]
    [InlineData("cost", "The rule 'r' wants at most $0.00033333 a call; it is expected to cost $0.000333333.")]
    [InlineData("latency", "The rule 'r' wants at most 1.4999 s; it is expected to take 1.5 s.")]
    [InlineData("caller", "The request allows $0.00033333; it is expected to cost $0.000333333.")]
    public void An_exclusion_by_little_does_not_read_as_none(string figure, string reason)
    {
        ModelProfile[] models =
        [
            Profile("a") with { Pricing = new() { InputPerMillion = 3.33333333m, OutputPerMillion = 0 }, FirstTokenLatency = TimeSpan.FromSeconds(0.5) },
            Profile("b") with { Pricing = new() { InputPerMillion = 1, OutputPerMillion = 1 }, FirstTokenLatency = TimeSpan.Zero },
        ];
        var rule = new PolicyRule
        {
            Name = "r", MaxCostPerCall = figure == "cost" ? 0.00033333m : null, MaxLatency = figure == "latency" ? TimeSpan.FromSeconds(1.4999) : null, Worth = 1,
        };
        using var router = new ModelRouterChatClient(models.Select(m => new ModelEndpoint(m, new FakeChatClient())), Options(rule), Understands(Prompt));

        var decision = router.Route(Hello, figure == "caller" ? new() { AdditionalProperties = new() { ["modelrouter.max_cost"] = 0.00033333m } } : null);

        Assert.Equal(("a", reason), (decision.Excluded[0].Model, decision.Excluded[0].Reason));
    }

    [Fact]
    public void Preferences_order_by_the_rules_and_among_equals_by_value()
    {
        Assert.Equal(["c", "d", "b", "a"], Order(Rule("one", prefer: Models("d", "c")), Rule("two", prefer: Models("b", "c"))));
        Assert.Equal(["d", "b", "a", "c"], Order(Rule("one", prefer: Models("d")), Rule("two", prefer: Models("b"))));
        Assert.Equal(["a", "b", "c", "d"], Order(Rule("one", prefer: new() { Residency = ["mars"] })));

        static IEnumerable<string> Order(params PolicyRule[] rules) => Route(rules).Ranking.Select(r => r.Model);
    }

    [Fact]
    public void In_a_tool_loop_the_model_that_asked_leads_before_preferred_ones_unless_it_is_forbidden()
    {
        var asked = new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("c1", "weather")]) { AdditionalProperties = new() { [ModelStamp.Key] = "c" } };
        ChatMessage[] loop = [Hello[0], asked, new(ChatRole.Tool, [new FunctionResultContent("c1", "12 degrees")])];

        Assert.Equal("c", Route([Rule("p", prefer: Models("d"))], loop).Ranking[0].Model);
        Assert.Equal(["d", "a", "b"], Route([Rule("p", prefer: Models("d")), Rule("n", deny: Models("c"))], loop).Ranking.Select(r => r.Model));
    }

    [Fact]
    public void Naming_a_model_permits_nothing()
    {
        using var router = Router([Rule("no-cloud", deny: Tiers(ModelTier.Cloud))]);

        var decision = router.Route(Hello, new() { ModelId = "a" });

        Assert.Empty(decision.Ranking);
        Assert.Equal("policy:no-cloud", decision.Excluded.Single(e => e.Model == "a").Rule);
    }

    [Fact]
    public void Whatever_the_rules_precedence_is_as_documented() =>
        Gen.Select(Rules.Array[0, 6], Gen.Int[0, 5]).Sample(
            (rules, rotation) =>
            {
                var decision = Route(rules);
                var applying = rules.Where(r => r.When.Tasks.Count == 0).ToList();
                Assert.Equal(applying.Select(r => r.Name), decision.PolicyRules);

                var least = applying.FirstOrDefault(r => r.MinQuality is not null)?.MinQuality ?? 0;
                bool Serves(ModelProfile m) => applying.TrueForAll(r => r.Deny?.Selects(m) is not true && r.Only?.Selects(m) is not false) && m.Quality >= least;
                Assert.Equal(Profiles.Where(Serves).Select(m => m.Id).Order(), decision.Ranking.Select(r => r.Model).Order());
                Assert.Equal(Profiles.Length, decision.Ranking.Count + decision.Excluded.Count);
                Assert.Equal(applying.FirstOrDefault(r => r.Worth is not null)?.Worth ?? 1, decision.Worth);
                int Preference(RankedModel m) => applying.FindIndex(r => r.Prefer?.Selects(Profiles.Single(p => p.Id == m.Model)) is true) is >= 0 and var at ? at : 99;
                Assert.Equal(decision.Ranking.OrderBy(Preference).ThenByDescending(m => m.Value).Select(m => m.Model), decision.Ranking.Select(m => m.Model));

                // Where data may go does not depend on the order of rules, and one rule more never permits more.
                PolicyRule[] bare = [.. rules.Select(r => r with { MinQuality = null, Prefer = null, Worth = 1 })];
                var permitted = Permitted(bare);
                Assert.Equal(permitted, Permitted([.. bare.Skip(rotation), .. bare.Take(rotation)]));
                Assert.All(bare, rule => Assert.Subset(Permitted([.. bare.Where(r => r != rule)]), permitted));
            },
            iter: 3_000);

    private static HashSet<string> Permitted(PolicyRule[] rules) => Route(rules).Ranking.Select(r => r.Model).ToHashSet(StringComparer.Ordinal);

    private static RoutingDecision Route(PolicyRule[] rules, ChatMessage[]? messages = null)
    {
        using var router = Router(rules);
        return router.Route(messages ?? Hello);
    }

    private static ModelRouterChatClient Router(PolicyRule[] rules)
    {
        // A rule without any effect is refused, and that the policy permits nobody, too; neither is what is tested here.
        var policy = new RoutingPolicy { Rules = [.. rules.Select(r => r with { ThinkBudget = 1, When = r.When with { MinPromptTokens = 1 } })] };
        return new(
            Profiles.Select(p => new ModelEndpoint(p, new FakeChatClient())),
            new() { Policy = policy, Worth = 1 },
            Understands(Prompt with { RequiredCapabilities = ModelCapabilities.None }),
            new QualityAlone());
    }

    private sealed class QualityAlone : ISuccessPredictor
    {
        public double Predict(PromptProfile prompt, ModelProfile model) => model.Quality;
    }
}
