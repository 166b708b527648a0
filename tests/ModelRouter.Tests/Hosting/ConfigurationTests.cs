using System.Text;
using Microsoft.Extensions.Configuration;

namespace ModelRouter.Tests;

public class ConfigurationTests
{
    private const string Full = """
        { "ModelRouter": {
            "Models": {
              "r1": {
                "Provider": "fake", "Tier": "SelfHosted", "ProviderModel": null,
                "Price": { "InputPerMillion": 0.55, "CachedInputPerMillion": 0.14, "OutputPerMillion": 2.19, "ReasoningPerMillion": null, "PerRequest": 0 },
                "Capabilities": ["Reasoning", "Tools"], "ContextWindow": 8192, "Clearance": "Confidential", "Quality": 0.7,
                "TaskQuality": { "Math": 0.9 }, "DomainQuality": { "Law": 0.8 }, "Languages": ["en", "ko"],
                "FirstTokenLatency": "00:00:00.5", "TokensPerSecond": 40, "ExpectedReasoningTokens": 800,
                "Limits": { "FirstContentTimeout": "00:00:20", "StallTimeout": "none", "MaxConcurrency": 4, "QueueLength": 8,
                  "QueueWait": "00:00:01", "RequestsPerMinute": 60, "TokensPerMinute": 90000 },
                "History": { "Reasoning": "Forbidden", "SystemPrompt": "MergedIntoUser", "AlternatingTurns": true, "BeginsWithUser": true,
                  "ToolCallIds": { "MinLength": 9, "MaxLength": 9, "Punctuation": "_" }, "ForeignToolCalls": "Text", "Images": "Replaced",
                  "EmptyTurns": "Filled", "Unsupported": ["Temperature", "TopP"] },
                "Settings": { "Path": "r1.gguf", "Anything": { "Goes": 1 } } },
              "small": { "Provider": "FAKE", "Tier": "specialized", "Unpriced": true } },
            "Routing": { "Worth": 0.02, "TaskWorth": { "Code": 0.05 }, "WaitPricePerSecond": 0.0002, "StickyConversations": true },
            "Health": { "FailureThreshold": 4, "Cooldown": "00:00:05", "MaxCooldown": "00:01:00", "Jitter": 0.2 },
            "Execution": { "MaxAttempts": 5, "RetryWait": "00:00:02", "OpenWait": "00:00:03", "FirstContentTimeout": "None", "StallTimeout": "00:00:30",
              "AttemptTimeout": "00:05:00", "CallTimeout": "00:10:00", "HedgeDelay": "00:00:04" },
            "Cascade": { "Mode": "Always", "Correlation": 0.2, "Schema": { "Enabled": false, "Sensitivity": 0.1, "Specificity": 0.98 },
              "Confidence": { "MinScore": 0.7, "MaxEntropy": 1.5, "Sensitivity": 0.2, "Specificity": 0.97 },
              "Votes": { "Count": 5, "MinAgreement": 0.8, "Tasks": ["Code", "math"], "Sensitivity": 0.3, "Specificity": 0.96 },
              "Verifiers": { "Timeout": "00:00:07", "Sensitivity": 0.4, "Specificity": 0.95 } } } }
        """;

    [Fact]
    public void Reads_everything()
    {
        var provider = new FakeProvider();
        var (endpoints, options) = Load(Full, provider);

        var r1 = endpoints[0].Profile;
        Assert.Equal(("r1", ModelTier.SelfHosted, null), (r1.Id, r1.Tier, r1.ProviderModel));
        Assert.Equal(new() { InputPerMillion = 0.55m, CachedInputPerMillion = 0.14m, OutputPerMillion = 2.19m }, r1.Pricing);
        Assert.Equal(ModelCapabilities.Reasoning | ModelCapabilities.Tools, r1.Capabilities);
        Assert.Equal((8192, DataClass.Confidential, 0.7), (r1.ContextWindow, r1.Clearance, r1.Quality));
        Assert.Equal((0.9, 0.8), (r1.TaskQuality[PromptTask.Math], r1.DomainQuality[PromptDomain.Law]));
        Assert.Equal(["en", "ko"], r1.Languages);
        Assert.Equal((TimeSpan.FromSeconds(0.5), 40, 800), (r1.FirstTokenLatency, r1.TokensPerSecond, r1.ExpectedReasoningTokens));
        Assert.Equal(
            new()
            {
                Reasoning = ReasoningEcho.Forbidden,
                SystemPrompt = SystemPromptRule.MergedIntoUser,
                AlternatingTurns = true,
                BeginsWithUser = true,
                ToolCallIds = new() { MinLength = 9, MaxLength = 9, Punctuation = "_" },
                ForeignToolCalls = ForeignToolCalls.Text,
                Images = UnseenImages.Replaced,
                EmptyTurns = EmptyTurns.Filled,
                Unsupported = UnsupportedOptions.Temperature | UnsupportedOptions.TopP,
            },
            r1.History);
        Assert.Equal(HistoryDialect.Default, endpoints[1].Profile.History);
        Assert.True(options.StickyConversations);
        var cascade = options.Cascade;
        Assert.Equal((CascadeMode.Always, 0.2, false), (cascade.Mode, cascade.Correlation, cascade.Schema.IsEnabled));
        Assert.Equal((0.7, 1.5), (cascade.Confidence.MinScore, cascade.Confidence.MaxEntropy));
        Assert.Equal((5, 0.8, TimeSpan.FromSeconds(7)), (cascade.Votes.Count, cascade.Votes.MinAgreement, cascade.Verifiers.Timeout));
        Assert.Equal([PromptTask.Code, PromptTask.Math], cascade.Votes.Tasks.Order());
        Assert.Equal(
            [(0.1, 0.98), (0.2, 0.97), (0.3, 0.96), (0.4, 0.95)],
            new AnswerCheckOptions[] { cascade.Schema, cascade.Confidence, cascade.Votes, cascade.Verifiers }.Select(c => (c.Sensitivity, c.Specificity)));
        Assert.Equal(
            (0.2, 1.5, 5, 2, false, 0.96),
            (cascade.Copy().Correlation, cascade.Copy().Confidence.MaxEntropy, cascade.Copy().Votes.Count, cascade.Copy().Votes.Tasks.Count, cascade.Copy().Schema.IsEnabled, cascade.Copy().Votes.Specificity));
        Assert.Equal("r1.gguf", provider.Settings["r1"]["Path"]);
        Assert.Equal((ModelTier.Specialized, ModelPricing.Free), (endpoints[1].Profile.Tier, endpoints[1].Profile.Pricing));
        Assert.Equal((0.02m, 0.05m, 0.0002m), (options.Worth, options.TaskWorth[PromptTask.Code], options.WaitPricePerSecond));
        Assert.Equal(
            (4, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1)),
            (options.Health.FailureThreshold, options.Health.Cooldown, options.Health.MaxCooldown));
        Assert.Equal(
            new()
            {
                FirstContentTimeout = TimeSpan.FromSeconds(20), StallTimeout = Timeout.InfiniteTimeSpan, MaxConcurrency = 4, QueueLength = 8,
                QueueWait = TimeSpan.FromSeconds(1), RequestsPerMinute = 60, TokensPerMinute = 90_000,
            },
            r1.Limits);
        Assert.Equal(ModelLimits.Default, endpoints[1].Profile.Limits);
        var execution = options.Execution;
        Assert.Equal((5, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3)), (execution.MaxAttempts, execution.RetryWait, execution.OpenWait));
        Assert.Equal(0.2, options.Health.Jitter);
        Assert.Equal((Timeout.InfiniteTimeSpan, TimeSpan.FromSeconds(30)), (execution.FirstContentTimeout, execution.StallTimeout));
        Assert.Equal(
            (TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(4)),
            (execution.AttemptTimeout, execution.CallTimeout, execution.HedgeDelay));
    }

    [Theory]
    [InlineData("\"Routing\": {", "\"Ruoting\": {", "ModelRouter:Ruoting", "Did you mean 'Routing'?")]
    [InlineData("\"Worth\": 0.02", "\"Wort\": 0.02", "ModelRouter:Routing:Wort", "Did you mean 'Worth'?")]
    [InlineData("\"Cooldown\":", "\"CoolDwn\":", "ModelRouter:Health:CoolDwn", "Did you mean 'Cooldown'?")]
    [InlineData("\"ContextWindow\":", "\"ContextWidow\":", "ModelRouter:Models:r1:ContextWidow", "Did you mean 'ContextWindow'?")]
    [InlineData("\"OutputPerMillion\":", "\"OutputPerMilion\":", "ModelRouter:Models:r1:Price:OutputPerMilion", "Did you mean 'OutputPerMillion'?")]
    [InlineData("\"Math\": 0.9", "\"Maths\": 0.9", "ModelRouter:Models:r1:TaskQuality:Maths", "Did you mean 'Math'?")]
    [InlineData("\"Code\": 0.05", "\"Cod\": 0.05", "ModelRouter:Routing:TaskWorth:Cod", "Did you mean 'Code'?")]
    [InlineData("\"SelfHosted\"", "\"SelfHost\"", "ModelRouter:Models:r1:Tier", "Allowed: SelfHosted, Specialized, Cloud.")]
    [InlineData("\"SelfHosted\"", "\"0\"", "ModelRouter:Models:r1:Tier", "'0' is not allowed")]
    [InlineData("\"Tier\": \"SelfHosted\",", "", "ModelRouter:Models:r1:Tier", "A value is required. Allowed: SelfHosted")]
    [InlineData("\"Provider\": \"fake\", \"Tier\": \"SelfHosted\"", "\"Tier\": \"SelfHosted\"", "ModelRouter:Models:r1:Provider", "A value is required.")]
    [InlineData("\"Provider\": \"fake\"", "\"Provider\": \"fke\"", "ModelRouter:Models:r1:Provider", "Did you mean 'fake'? Registered: fake.")]
    [InlineData("\"Tools\"]", "\"Tool\"]", "ModelRouter:Models:r1:Capabilities:1", "Did you mean 'Tools'?")]
    [InlineData("\"Quality\": 0.7", "\"Quality\": 7", "ModelRouter:Models:r1:Quality", "'7' is not allowed; it must be a number from 0 to 1.")]
    [InlineData("\"ContextWindow\": 8192", "\"ContextWindow\": \"8k\"", "ModelRouter:Models:r1:ContextWindow", "'8k' is not allowed")]
    [InlineData("\"InputPerMillion\": 0.55", "\"InputPerMillion\": -1", "ModelRouter:Models:r1:Price:InputPerMillion", "at least 0")]
    [InlineData("\"InputPerMillion\": 0.55,", "", "ModelRouter:Models:r1:Price:InputPerMillion", "A value is required.")]
    [InlineData("\"Unpriced\": true", "\"Unpriced\": false", "ModelRouter:Models:small:Price", "An unknown price is not a free one")]
    [InlineData("\"Quality\": 0.7", "\"Unpriced\": true", "ModelRouter:Models:r1:Unpriced", "can't be unpriced")]
    [InlineData("\"00:00:05\"", "\"5 s\"", "ModelRouter:Health:Cooldown", "'5 s' is not allowed; it must be a duration")]
    [InlineData("\"00:01:00\"", "\"00:00:01\"", "ModelRouter:Health:MaxCooldown", "Health.MaxCooldown")]
    [InlineData("\"00:00:05\", \"MaxCooldown\": \"00:01:00\"", "\"00:10:00\"", "ModelRouter:Health:Cooldown", "the second at least as long")]
    [InlineData("\"00:00:05\"", "30", "ModelRouter:Health:Cooldown", "'30' is not allowed; it must be a duration such as 00:00:10 (hours:minutes:seconds) of at least 00:00:00. 30 seconds are 00:00:30.")]
    [InlineData("\"00:00:05\"", "\"24:00:00\"", "ModelRouter:Health:Cooldown", "Did you mean '1.00:00:00'?")]
    [InlineData("\"00:00:05\"", "\"00:00:90\"", "ModelRouter:Health:Cooldown", "Did you mean '00:01:30'?")]
    [InlineData("\"00:00:30\"", "5", "ModelRouter:Execution:StallTimeout", "days, or none. 5 seconds are 00:00:05.")]
    [InlineData("\"00:00:20\"", "0", "ModelRouter:Models:r1:Limits:FirstContentTimeout", "greater than 0")]
    [InlineData("\"MaxAttempts\": 5", "\"MaxAtempts\": 5", "ModelRouter:Execution:MaxAtempts", "Did you mean 'MaxAttempts'?")]
    [InlineData("\"MaxAttempts\": 5", "\"MaxAttempts\": 0", "ModelRouter:Execution:MaxAttempts", "a whole number of at least 1")]
    [InlineData("\"Always\"", "\"Alwys\"", "ModelRouter:Cascade:Mode", "Did you mean 'Always'?")]
    [InlineData("\"MinScore\"", "\"MinScor\"", "ModelRouter:Cascade:Confidence:MinScor", "Did you mean 'MinScore'?")]
    [InlineData("\"MinScore\": 0.7", "\"MinScore\": 70", "ModelRouter:Cascade:Confidence:MinScore", "a number from 0 to 1")]
    [InlineData("\"MaxEntropy\": 1.5", "\"MaxEntropy\": -1", "ModelRouter:Cascade:Confidence:MaxEntropy", "a number from 0 to 100")]
    [InlineData("\"Count\": 5", "\"Count\": 10", "ModelRouter:Cascade:Votes:Count", "Cascade.Votes.Count is 10; it must be from 1 (no vote) to 9.")]
    [InlineData("\"MinAgreement\": 0.8", "\"MinAgreement\": 0", "ModelRouter:Cascade:Votes:MinAgreement", "Cascade.Votes.MinAgreement is 0;")]
    [InlineData("\"math\"", "\"maths\"", "ModelRouter:Cascade:Votes:Tasks:1", "Did you mean 'Math'?")]
    [InlineData("\"00:00:02\"", "\"-00:00:02\"", "ModelRouter:Execution:RetryWait", "a duration")]
    [InlineData("\"00:00:30\"", "\"00:00:00\"", "ModelRouter:Execution:StallTimeout", "greater than 0 and at most 7 days, or none")]
    [InlineData("\"00:10:00\"", "\"8.00:00:00\"", "ModelRouter:Execution:CallTimeout", "at most 7 days")]
    [InlineData("\"StallTimeout\": \"none\"", "\"StalTimeout\": \"none\"", "ModelRouter:Models:r1:Limits:StalTimeout", "Did you mean 'StallTimeout'?")]
    [InlineData("\"00:00:20\"", "\"never\"", "ModelRouter:Models:r1:Limits:FirstContentTimeout", "or none")]
    [InlineData("\"MaxConcurrency\": 4", "\"MaxConcurency\": 4", "ModelRouter:Models:r1:Limits:MaxConcurency", "Did you mean 'MaxConcurrency'?")]
    [InlineData("\"RequestsPerMinute\": 60", "\"RequestsPerMinute\": 0", "ModelRouter:Models:r1:Limits:RequestsPerMinute", "a whole number of at least 1")]
    [InlineData("\"00:00:01\"", "\"9.00:00:00\"", "ModelRouter:Models:r1:Limits:QueueWait", "at most 7.00:00:00")]
    [InlineData("\"TokensPerMinute\": 90000", "\"TokensPerMinute\": 3000000000", "ModelRouter:Models:r1:Limits:TokensPerMinute", "a whole number of at least 1 and at most 2,147,483,647.")]
    [InlineData("\"TokensPerMinute\": 90000", "\"TokensPerMinute\": 9.5", "ModelRouter:Models:r1:Limits:TokensPerMinute", "a whole number")]
    [InlineData("\"Worth\": 0.02", "\"Worth\": 1e30", "ModelRouter:Routing:Worth", "a number greater than 0 and at most 1,000,000,000.")]
    [InlineData("\"Worth\": 0.02", "\"Worth\": -1", "ModelRouter:Routing:Worth", "a number greater than 0 and at most 1,000,000,000.")]
    [InlineData("\"Worth\": 0.02", "\"Worth\": 0", "ModelRouter:Routing:Worth", "a number greater than 0 and at most 1,000,000,000.")]
    [InlineData("\"Code\": 0.05", "\"Code\": -1", "ModelRouter:Routing:TaskWorth:Code", "a number greater than 0")]
    [InlineData("\"Code\": 0.05", "\"Code\": 0", "ModelRouter:Routing:TaskWorth:Code", "a number greater than 0")]
    [InlineData("\"r1\": {", "\"r1:8b\": {", "ModelRouter:Models:r1", "An id can't hold ':'; give the model another one, and put 'r1:8b' into its ProviderModel")]
    [InlineData("\"RetryWait\": \"00:00:02\"", "\"RetryWait\": \"50.00:00:00\"", "ModelRouter:Execution:RetryWait", "from 0 to 7 days")]
    [InlineData("\"Jitter\": 0.2", "\"Jitter\": 2", "ModelRouter:Health:Jitter", "a number from 0 to 1")]
    [InlineData("\"EmptyTurns\":", "\"EmptyTruns\":", "ModelRouter:Models:r1:History:EmptyTruns", "Did you mean 'EmptyTurns'?")]
    [InlineData("\"TopP\"]", "\"TopQ\"]", "ModelRouter:Models:r1:History:Unsupported:1", "Did you mean 'TopP'?")]
    [InlineData("\"MaxLength\": 9", "\"MaxLength\": 7", "ModelRouter:Models:r1:History:ToolCallIds:MaxLength", "at least 8 and at most 1,024")]
    [InlineData("\"MinLength\": 9", "\"MinLength\": 10", "ModelRouter:Models:r1:History:ToolCallIds:MinLength", "must have from 1 to 9")]
    [InlineData("\"MinLength\":", "\"MinLen\":", "ModelRouter:Models:r1:History:ToolCallIds:MinLen", "Did you mean 'MinLength'?")]
    [InlineData("\"StickyConversations\": true", "\"StickyConversations\": \"yes\"", "ModelRouter:Routing:StickyConversations", "must be true or false")]
    [InlineData("\"small\"", "\"auto\"", "ModelRouter:Models:auto", "reserved")]
    [InlineData("[\"en\", \"ko\"]", "[\"en\", \"korean\"]", "ModelRouter:Models:r1:Languages:1", "'korean' is not allowed; it must be an ISO 639-1 code such as en or ko.")]
    [InlineData("[\"en\", \"ko\"]", "\"en-US, ko\"", "ModelRouter:Models:r1:Languages", "'en-US' is not allowed")]
    [InlineData("[\"en\", \"ko\"]", "\"한국\"", "ModelRouter:Models:r1:Languages", "ISO 639-1")]
    [InlineData("\"FirstTokenLatency\": \"00:00:00.5\"", "\"FirstTokenLatency\": \"8.00:00:00\"", "ModelRouter:Models:r1:FirstTokenLatency", "at most 7.00:00:00")]
    [InlineData("\"00:01:00\"", "\"8.00:00:00\"", "ModelRouter:Health:MaxCooldown", "at most 7.00:00:00")]
    public void An_error_names_the_path_and_what_to_write_instead(string right, string wrong, string path, string message)
    {
        Assert.Contains(right, Full, StringComparison.Ordinal);
        var thrown = Assert.Throws<ModelRouterConfigurationException>(() => Load(Full.Replace(right, wrong, StringComparison.Ordinal), new()));

        Assert.Equal(path, thrown.Path);
        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", ReasoningEcho.Required, true, 40, UnsupportedOptions.Seed)]
    [InlineData("""{ "Reasoning": "Allowed", "AlternatingTurns": false }""", ReasoningEcho.Allowed, false, 40, UnsupportedOptions.Seed)]
    [InlineData("""{ "ToolCallIds": "any", "Unsupported": ["TopK"] }""", ReasoningEcho.Required, true, null, UnsupportedOptions.TopK)]
    [InlineData("""{ "ToolCallIds": { "MaxLength": 20 }, "Unsupported": "None" }""", ReasoningEcho.Required, true, 20, UnsupportedOptions.None)]
    public void What_a_client_knows_of_its_model_holds_where_configuration_says_nothing(
        string history, ReasoningEcho echo, bool alternates, int? idLength, UnsupportedOptions unsupported)
    {
        var dialect = new HistoryDialect
        {
            Reasoning = ReasoningEcho.Required, AlternatingTurns = true, ToolCallIds = new() { MaxLength = 40 }, Unsupported = UnsupportedOptions.Seed,
        };
        var json = $$"""{ "ModelRouter": { "Models": { "a": { "Provider": "fake", "Tier": "Cloud", "Unpriced": true, "History": {{history}} } } } }""";

        var read = Load(json, new() { Dialect = dialect }).Endpoints[0].Profile.History;

        Assert.Equal((echo, alternates, idLength, unsupported), (read.Reasoning, read.AlternatingTurns, read.ToolCallIds?.MaxLength, read.Unsupported));
        Assert.Throws<ModelRouterConfigurationException>(() => Load(json.Replace("\"History\": {", "\"History\": { \"Tools\": 1, ", StringComparison.Ordinal), new()));
    }

    [Fact]
    public void A_profile_in_code_takes_its_clients_dialect_unless_it_has_its_own()
    {
        var client = FakeChatClient.Saying("hi");
        client.Service = type => type == typeof(HistoryDialect) ? HistoryDialect.DeepSeekR1 : null;
        var profile = Routers.Profile("a");
        var own = profile with { History = new() };

        Assert.Same(HistoryDialect.DeepSeekR1, new ModelEndpoint(profile, client).Profile.History);
        Assert.Same(own, new ModelEndpoint(own, client).Profile);
    }

    [Fact]
    public void Entries_that_say_nothing_are_as_if_left_out_and_whole_numbers_may_be_written_as_others()
    {
        var (endpoints, options) = Load(
            Full.Replace("{ \"Code\": 0.05 }", "{ \"Code\": null, \"Chat\": \"\" }", StringComparison.Ordinal).Replace("\"Math\": 0.9", "\"Math\": null", StringComparison.Ordinal)
                .Replace("\"MaxConcurrency\": 4", "\"MaxConcurrency\": 4.0", StringComparison.Ordinal).Replace("90000", "9e4", StringComparison.Ordinal)
                .Replace("\"Unpriced\": true", "\"Unpriced\": true, \"Price\": \"\"", StringComparison.Ordinal),
            new());

        Assert.Empty(options.TaskWorth);
        Assert.Empty(endpoints[0].Profile.TaskQuality);
        Assert.Equal((4, 90_000), (endpoints[0].Profile.Limits.MaxConcurrency, endpoints[0].Profile.Limits.TokensPerMinute));
        Assert.Equal(ModelPricing.Free, endpoints[1].Profile.Pricing);
    }

    [Theory]
    [InlineData("[]", "[\"Tools\"]")]
    [InlineData("\"\"", "[\"Tools\"]")]
    [InlineData("\" \"", "[\"Tools\"]")]
    [InlineData("null", "[\"Tools\"]")]
    [InlineData("[\"Tools\"]", "[]")]
    [InlineData("[\"Tools\"]", "\"\"")]
    public void A_list_of_which_one_source_says_nothing_is_that_of_the_other(string one, string other)
    {
        var configuration = new ConfigurationBuilder().AddConfiguration(Capable(one)).AddConfiguration(Capable(other)).Build();

        Assert.Equal(ModelCapabilities.Tools, ModelRouterConfiguration.Load(configuration, [new FakeProvider()]).Endpoints[0].Profile.Capabilities);
    }

    [Theory]
    [InlineData("Capabilities:0:x", "Tools", "Capabilities:0", "Capabilities:0:x")]
    [InlineData("History:ToolCallIds", "any", "History:ToolCallIds", "History:ToolCallIds:MaxLength")]
    public void What_one_source_gives_as_text_and_another_as_an_object_is_an_error(string key, string value, string path, string other)
    {
        var configuration = new ConfigurationBuilder().AddConfiguration(Parse(Full)).AddInMemoryCollection([new($"ModelRouter:Models:r1:{key}", value)]).Build();

        var thrown = Assert.Throws<ModelRouterConfigurationException>(() => ModelRouterConfiguration.Load(configuration, [new FakeProvider()]));

        Assert.Equal($"ModelRouter:Models:r1:{path}", thrown.Path);
        Assert.Contains($"A single value stands here, and ModelRouter:Models:r1:{other} beside it", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_is_empty_in_all_sources_is_empty() => Assert.Equal(
        ModelCapabilities.None, ModelRouterConfiguration.Load(Capable("[]"), [new FakeProvider()]).Endpoints[0].Profile.Capabilities);

    [Fact]
    public void Errors_that_are_found_together_are_told_together()
    {
        var unknown = Assert.Throws<ModelRouterConfigurationException>(() => Load(Full.Replace("\"Jitter\": 0.2", "\"Jiter\": 0.2, \"x\": 1", StringComparison.Ordinal), new()));
        var ranges = Assert.Throws<ModelRouterConfigurationException>(
            () => Load(Full.Replace("\"00:00:05\"", "\"00:00:00\"", StringComparison.Ordinal).Replace("\"Count\": 5", "\"Count\": 10", StringComparison.Ordinal), new()));

        Assert.Equal(["ModelRouter:Health:Jiter", "ModelRouter:Health:x"], Paths(unknown));
        Assert.Equal(["ModelRouter:Health:Cooldown", "ModelRouter:Cascade:Votes:Count"], Paths(ranges));

        static IEnumerable<string> Paths(ModelRouterConfigurationException first) => first.Others.Prepend(first).Select(static error => error.Path);
    }

    [Fact]
    public void A_missing_section_and_missing_models_are_errors()
    {
        Assert.Equal("ModelRouter", Assert.Throws<ModelRouterConfigurationException>(() => Load("{}", new())).Path);
        Assert.Equal("ModelRouter:Models", Assert.Throws<ModelRouterConfigurationException>(() => Load("""{ "ModelRouter": { "Routing": { "Worth": 1 } } }""", new())).Path);
    }

    [Fact]
    public void The_section_itself_is_as_good_as_its_root() =>
        Assert.Equal(2, ModelRouterConfiguration.Load(Parse(Full).GetSection("ModelRouter"), [new FakeProvider()]).Endpoints.Count);

    [Theory]
    [InlineData("BudgetStore", """{ "Sqlite": { "Path": "b.db" } }""")]
    [InlineData("Ledger", """{ "Provider": "sqlite", "Path": "l.db" }""")]
    [InlineData("Learning", """{ "Enabled": true }""")]
    public void A_section_that_only_a_container_s_router_reads_is_refused(string key, string section)
    {
        const string Models = """ "Models": { "m": { "Provider": "fake", "Tier": "Cloud", "Unpriced": true } } """;
        var failure = Assert.Throws<ModelRouterConfigurationException>(() => Load($$"""{ "ModelRouter": { {{Models}}, "{{key}}": {{section}} } }""", new()));
        Assert.Equal($"ModelRouter:{key}", failure.Path);
        Assert.Contains("AddModelRouter reads the section", failure.Message, StringComparison.Ordinal);

        // An environment variable takes a key back with an empty value.
        Assert.Single(Load($$"""{ "ModelRouter": { {{Models}}, "{{key}}": { "Path": "" } } }""", new()).Endpoints);
    }

    [Fact]
    public void Clients_made_before_a_failing_one_are_disposed()
    {
        var provider = new FakeProvider { FailsAt = "small" };

        Assert.Throws<InvalidOperationException>(() => Load(Full, provider));

        Assert.Equal(1, Assert.Single(provider.Clients).Disposals);
    }

    [Fact]
    public void What_disposing_them_throws_hides_no_failure()
    {
        var provider = new FakeProvider { FailsAt = "small", OnDispose = static () => throw new IOException("disposing") };

        Assert.Equal("no weights", Assert.Throws<InvalidOperationException>(() => Load(Full, provider)).Message);
        Assert.Equal(1, Assert.Single(provider.Clients).Disposals);
    }

    internal static IConfigurationRoot Parse(string json) =>
        new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();

    private static IConfigurationRoot Capable(string capabilities) => Parse(
        $$"""{ "ModelRouter": { "Models": { "m": { "Provider": "fake", "Tier": "Cloud", "Unpriced": true, "Capabilities": {{capabilities}} } } } }""");

    private static ModelRouterConfiguration Load(string json, FakeProvider provider) =>
        ModelRouterConfiguration.Load(Parse(json), [provider]);
}
