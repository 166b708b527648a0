namespace ModelRouter.Cli.Tests;

public class PolicyFileTests
{
    [Fact]
    public void A_right_file_has_no_problems_and_needs_neither_keys_nor_models()
    {
        var file = PolicyFiles.Read(PolicyFiles.Full);

        Assert.Empty(file.Problems);
        Assert.Equal(["fleet", "gpt", "r1", "nano-r1", "nano-r1-machine"], file.Models.Select(m => m.Id));
        Assert.Equal(["confidential-stays", "night", "code-of-acme", "thrift"], file.Options.Policy.Rules.Select(r => r.Name));
    }

    [Theory]
    [InlineData("\"Deny\": { \"Models\": [\"gpt\"]", "\"Denny\": { \"Models\": [\"gpt\"]", "\"Denny\"", "ModelRouter:Policy:Rules:3:Denny", "The key 'Denny' is unknown. Did you mean 'Deny'?")]
    [InlineData("\"Models\": [\"gpt\"]", "\"Models\": [\"gtp\"]", "\"gtp\"", "ModelRouter:Policy:Rules:3:Deny:Models:0", "There is no model 'gtp'. Did you mean 'gpt'?")]
    [InlineData("\"Friday\", \"Saturday\"", "\"금요일\", \"토요일\"", "\"금요일\"", "ModelRouter:Policy:Rules:1:When:Time:Days:0", "'금요일' is not allowed.")]
    [InlineData("\"Friday\", \"Saturday\"], \"TimeZone\"", "\"Friday\" /* 금요일 */, \"Saturday\"], \"Timezona\"", "\"Timezona\"", "ModelRouter:Policy:Rules:1:When:Time:Timezona", "Did you mean 'TimeZone'?")]
    [InlineData("\"Worth\": 0.2,", "\"Worth\": 0.2, \"worth\": 0.3,", "\"worth\"", "ModelRouter:Policy:Rules:2:worth", "The key stands here a second time; the first is in line 34.")]
    [InlineData("\"ApiKeyVariable\"", "\"ApiKeyVarable\"", "\"ApiKeyVarable\"", "ModelRouter:Models:gpt:Settings:ApiKeyVarable", "Did you mean 'ApiKeyVariable'?")]
    [InlineData("\"Endpoint\": \"http", "\"Endpiont\": \"http", "\"Endpiont\"", "ModelRouter:Models:fleet:Settings:Nodes:a:Settings:Endpiont", "Did you mean 'Endpoint'?")]
    [InlineData("\"ProviderModel\": \"qwen3\"", "\"ProviderModle\": \"qwen3\"", "\"ProviderModle\"", "ModelRouter:Models:fleet:Settings:Nodes:a:ProviderModle", "Did you mean 'ProviderModel'?")]
    [InlineData("\"Residency\": [\"in-house\"]", "\"Residency\": [\"inhouse\"]", "\"Residency\": [\"inhouse\"]", "ModelRouter:Policy:Rules:0:Only:Residency", "No model is of these. Did you mean 'in-house'?")]
    [InlineData("\"Folder\"", "\"Foldr\"", "\"Foldr\"", "ModelRouter:Registry:Foldr", "Did you mean 'Folder'?")]
    [InlineData("\"NanoR1\": true", "\"NanoR1\": 1", "\"NanoR1\"", "NanoR1", "it must be true or false")]
    [InlineData("\"Name\": \"thrift\", ", "", "{ \"MaxCostPerCall\": 0.1", "ModelRouter:Policy:Rules:3:Name", "A value is required.")]
    [InlineData("\"Worth\": 0.2,", "\"Worth\": 0.2", "\"ReasoningEffort\"", "", "'\"' is invalid after a value")]
    [InlineData("\"acme\"", "\"\\ud800\"", "\"\\ud800\"", "", "half of a pair")]
    [InlineData("\"ModelRouter\"", "\"ModelRuoter\"", "{", "ModelRouter", "The section is missing")]
    public void A_problem_has_line_column_path_and_a_suggestion(string right, string wrong, string at, string path, string message)
    {
        Assert.Contains(right, PolicyFiles.Full, StringComparison.Ordinal);
        var text = PolicyFiles.Full.Replace(right, wrong, StringComparison.Ordinal);
        var problem = PolicyFiles.Read(text).Problems.First(p => p.Path == path);

        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        var before = text[..text.IndexOf(at, StringComparison.Ordinal)].Split('\n');
        Assert.Equal(new(before.Length, before[^1].Length + 1), problem.Place);
        Assert.StartsWith($"modelrouter.json:{before.Length}:{before[^1].Length + 1}: ", problem.Describe("modelrouter.json"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_text_is_an_error_where_it_begins()
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(PolicyFiles.Full);
        bytes[^3] = 0xE5;

        Assert.Equal("f:53:3: error: This is no UTF-8 text.", Assert.Single(PolicyFile.Read("f", bytes).Problems).Describe("f"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Text_in_UTF_16_is_read_as_other_verbs_read_it(bool isBigEndian)
    {
        var encoding = new System.Text.UnicodeEncoding(isBigEndian, byteOrderMark: true);

        Assert.Empty(PolicyFile.Read("f", [.. encoding.GetPreamble(), .. encoding.GetBytes(PolicyFiles.Full)]).Problems);
    }

    [Theory]
    [InlineData("\"Ledger\": { \"Provider\": \"sqllite\", \"Path\": \"x\" }", "ModelRouter:Ledger:Provider", "Did you mean 'sqlite'?")]
    [InlineData("\"Ledger\": { \"Provider\": \"sqlite\" }", "ModelRouter:Ledger:Path", "A value is required.")]
    [InlineData("\"Ledger\": { \"Provider\": \"sqlite\", \"Path\": \"x\", \"Capacity\": 0 }", "ModelRouter:Ledger:Capacity", "'0' is not allowed")]
    [InlineData("\"Ledger\": { \"Provider\": \"postgres\" }", "ModelRouter:Ledger:ConnectionStringName", "A value is required.")]
    [InlineData("\"Learning\": { \"Enabled\": true, \"Store\": \"redis\" }", "ModelRouter:Learning:Store", "There is no store of outcomes 'redis'.")]
    [InlineData("\"Learning\": { \"Enabled\": true, \"Store\": \"sqlite\" }", "ModelRouter:Learning:Path", "A value is required.")]
    [InlineData("\"BudgetStore\": { \"Sqlite\": \"x\", \"ConnectionStringName\": \"y\" }", "ModelRouter:BudgetStore", "not both")]
    [InlineData("\"Routing\": { \"Worth\": \"much\" }", "ModelRouter:Routing:Worth", "'much' is not allowed")]
    [InlineData("\"Models\": [ { \"Provider\": \"service\", \"Tier\": \"Cloud\", \"Unpriced\": true } ]", "ModelRouter:Models", "an object with the models by their names")]
    [InlineData("\"Prices\": [ { \"InputPerMillion\": 1, \"OutputPerMillion\": 1 } ]", "ModelRouter:Prices", "an object with the price lists by their names")]
    [InlineData("\"Budgets\": [ { \"LimitUsd\": 1, \"Window\": \"Day\" } ]", "ModelRouter:Budgets", "an object with the budgets by their names")]
    [InlineData("\"Models\": { \"m\": { \"Provider\": \"service\", \"Tier\": \"Cloud\", \"Unpriced\": true, \"Languages\": [\"en\", \"eng\"] } }", "ModelRouter:Models:m:Languages:1", "'eng' is not allowed; it must be an ISO 639-1 code")]
    [InlineData("\"Policy\": { \"Rules\": \"none\" }", "ModelRouter:Policy:Rules", "it must be a list of rules")]
    public void Values_are_read_as_those_who_open_things_read_them(string part, string path, string message)
    {
        var problem = Assert.Single(PolicyFiles.Read($$"""{ "NanoR1": true, "ModelRouter": { {{part}} } }""").Problems);

        Assert.Equal(path, problem.Path);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openai", "{ \"Timeout\": \"30s\" }", ":Timeout", "'30s' is not allowed")]
    [InlineData("openai", "{ \"Timeout\": 30 }", ":Timeout", "30 seconds are 00:00:30.")]
    [InlineData("openai", "{ \"Dialect\": \"openaix\" }", ":Dialect", "Did you mean 'openai'?")]
    [InlineData("openai", "{ \"Headers\": \"x\" }", ":Headers", "it must be an object")]
    [InlineData("openai", "{ \"Headers\": [\"x\"] }", ":Headers", "an object with the headers by their names")]
    [InlineData("openai", "{ \"Headers\": { \"Content-Length\": 5 } }", ":Headers:Content-Length", "can't be sent with every request")]
    [InlineData("ollama", "{ \"KeepAlive\": \"never\" }", ":KeepAlive", "'never' is no duration")]
    [InlineData("openai", "{ \"StartsInThought\": \"yes\" }", ":StartsInThought", "true or false")]
    [InlineData("openai", "1", "", "it must be an object.")]
    [InlineData("llamacpp", "{}", ":Path", "A value is required.")]
    [InlineData("llamacpp", "{ \"Path\": \"x.gguf\", \"Contexts\": 9 }", ":Contexts", "each context needs a conversation, and MaxConcurrency is 8.")]
    [InlineData("llamacpp", "{ \"Path\": \"x.gguf\", \"Threads\": 513 }", ":Threads", "a whole number of at least 0 and at most 512.")]
    [InlineData("ollama", "{ \"Think\": \"Somewhat\" }", ":Think", "Allowed: Default")]
    [InlineData("anthropic", "{ \"ThinkingBudget\": 1 }", ":ThinkingBudget", "at least 1024")]
    [InlineData("azure-ai-inference", "{}", ":Endpoint", "A value is required.")]
    [InlineData("pool", "{}", ":Nodes", "A value is required.")]
    [InlineData("pool", "{ \"Nodes\": { \"a\": { \"Provider\": \"openai\", \"Settings\": { \"Timeout\": 1 } } } }", ":Nodes:a:Settings:Timeout", "'1' is not allowed")]
    [InlineData("pool", "{ \"Nodes\": { \"a\": { \"Provider\": \"openia\" } } }", ":Nodes:a:Provider", "Did you mean 'openai'?")]
    [InlineData("service", "{ \"Kye\": \"x\" }", ":Kye", "Did you mean 'Key'?")]
    public void Settings_are_read_as_whoever_makes_the_client_reads_them(string provider, string settings, string key, string message)
    {
        var problem = Assert.Single(PolicyFiles.Read(
            $$"""{ "ModelRouter": { "Models": { "m": { "Provider": "{{provider}}", "ProviderModel": "x", "Tier": "Cloud", "Unpriced": true, "Settings": {{settings}} } } } }""").Problems);

        Assert.Equal($"ModelRouter:Models:m:Settings{key}", problem.Path);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.True(problem.IsError);
    }

    [Theory]
    [InlineData("\"ModelRouter\": { \"Ledger\": \"SECRET\" }", "ModelRouter:Ledger")]
    [InlineData("\"ModelRouter\": { \"BudgetStore\": \"SECRET\" }", "ModelRouter:BudgetStore")]
    [InlineData("\"ModelRouter\": { \"Learning\": \"SECRET\" }", "ModelRouter:Learning")]
    [InlineData("\"ModelRouter\": { \"Registry\": \"SECRET\" }", "ModelRouter:Registry")]
    [InlineData("\"ModelRouter\": { \"Registry\": { \"Address\": \"https://me:SECRET@registry.example/\" } }", "ModelRouter:Registry:Address")]
    [InlineData("\"ModelRouter\": { \"Models\": \"SECRET\" }", "ModelRouter:Models")]
    [InlineData("\"ModelRouter\": { \"Models\": { \"m\": \"SECRET\" } }", "ModelRouter:Models:m")]
    [InlineData("\"ModelRouter\": { \"Models\": { \"m\": { \"Provider\": \"openai\", \"ProviderModel\": \"x\", \"Tier\": \"Cloud\", \"Unpriced\": true, \"Settings\": \"SECRET\" } } }", "ModelRouter:Models:m:Settings")]
    [InlineData("\"ModelRouter\": { \"Models\": { \"m\": { \"Provider\": \"openai\", \"ProviderModel\": \"x\", \"Tier\": \"Cloud\", \"Unpriced\": true, \"Settings\": { \"Headers\": \"SECRET\" } } } }", "ModelRouter:Models:m:Settings:Headers")]
    [InlineData("\"ModelRouter\": { \"Ledger\": { \"Provider\": \"SECRET\" } }", "ModelRouter:Ledger:Provider")]
    [InlineData("\"ModelRouter\": { \"Learning\": { \"Enabled\": true, \"Store\": \"SECRET\" } }", "ModelRouter:Learning:Store")]
    [InlineData("\"ModelRouter\": { \"Models\": { \"m\": { \"Provider\": \"SECRET\", \"Tier\": \"Cloud\", \"Unpriced\": true } } }", "ModelRouter:Models:m:Provider")]
    [InlineData("\"ModelRouter\": { \"Models\": { \"m\": { \"Provider\": \"openai\", \"ProviderModel\": \"x\", \"Tier\": \"Cloud\", \"Unpriced\": true, \"Settings\": { \"Dialect\": \"SECRET\" } } } }", "ModelRouter:Models:m:Settings:Dialect")]
    [InlineData("\"ModelRouter\": { \"Models\": { \"m\": { \"Provider\": \"ollama\", \"ProviderModel\": \"x\", \"Tier\": \"Cloud\", \"Unpriced\": true, \"Settings\": { \"KeepAlive\": \"SECRET\" } } } }", "ModelRouter:Models:m:Settings:KeepAlive")]
    [InlineData("\"Agents\": \"SECRET\"", "Agents")]
    [InlineData("\"Agents\": { \"w\": \"SECRET\" }", "Agents:w")]
    public void What_may_be_a_secret_is_not_quoted(string part, string path)
    {
        const string Secret = "Host=db;Password=geheim";
        var problems = PolicyFiles.Read($$"""{ "NanoR1": true, {{part.Replace("SECRET", Secret, StringComparison.Ordinal)}} }""").Problems;

        Assert.Contains(problems, problem => problem.Path == path && problem.IsError);
        Assert.DoesNotContain(problems, static problem => problem.Message.Contains("geheim", StringComparison.Ordinal));
    }

    [Fact]
    public void What_built_in_models_are_wanted_by_is_not_quoted_if_it_may_be_a_secret() =>
        Assert.Equal("What stands here is not allowed; it must be true or false.", Assert.Single(PolicyFiles.Read("""{ "NanoR1": "Password=geheim" }""").Problems).Message);

    [Theory]
    [InlineData("\"Agents\": { \"w\": { \"Modell\": \"x\", \"Teir\": \"Cloud\" } }", "Agents:w:Modell Agents:w:Teir")]
    [InlineData("\"Agents\": { \"w\": { \"Tier\": \"Cloudx\" }, \"v\": { \"RunLimit\": 0 }, \"u\": { \"Model\": \"x\", \"Tier\": \"Cloud\" } }", "Agents:w:Tier Agents:v:RunLimit Agents:u:Tier")]
    [InlineData("\"ModelRouter\": { \"Routing\": { \"Wort\": 1, \"x\": 1 } }", "ModelRouter:Routing:Wort ModelRouter:Routing:x")]
    [InlineData("\"ModelRouter\": { \"Registry\": \"x\" }", "ModelRouter:Registry")]
    [InlineData("\"ModelRouter\": { \"Learning\": { \"Enabled\": true, \"Weights\": [\"abc\"] } }", "ModelRouter:Learning:Weights")]
    [InlineData("\"ModelRouter\": { \"Learning\": { \"Exploration\": { \"DailyBudget\": 2000000000 } } }", "ModelRouter:Learning:Exploration:DailyBudget")]
    [InlineData("\"ModelRouter\": { \"Policy\": { \"Rules\": null } }", "ModelRouter:Policy:Rules")]
    [InlineData("\"ModelRouter\": { \"Policy\": null }", "ModelRouter:Policy")]
    [InlineData("\"ModelRouter\": { \"Models\": { \"p\": { \"Provider\": \"pool\", \"Tier\": \"Cloud\", \"Unpriced\": true, \"Settings\": { \"Nodes\": { \"a\": { \"x\": 1, \"y\": 1 }, \"b\": { \"z\": 1 } } } } } }", "ModelRouter:Models:p:Settings:Nodes:a:x ModelRouter:Models:p:Settings:Nodes:a:y ModelRouter:Models:p:Settings:Nodes:b:z")]
    [InlineData(
        "\"ModelRouter\": { \"Policy\": { \"Rules\": [ { \"Nme\": \"a\", \"When\": { \"Taks\": [\"Code\"], \"MinDataClass\": \"Secret\" }, \"Unless\": 1, \"Deny\": { \"Tiers\": [\"Clod\"], \"Models\": [] }, \"Worth\": \"much\" } ] } }",
        "ModelRouter:Policy:Rules:0:Name ModelRouter:Policy:Rules:0:Nme ModelRouter:Policy:Rules:0:When:Taks ModelRouter:Policy:Rules:0:When:MinDataClass ModelRouter:Policy:Rules:0:Unless ModelRouter:Policy:Rules:0:Deny:Tiers:0 ModelRouter:Policy:Rules:0:Deny:Models ModelRouter:Policy:Rules:0:Worth")]
    [InlineData(
        "\"ModelRouter\": { \"Currencies\": { \"EURO\": 1, \"KRW\": -1, \"USD\": 2 }, \"Prices\": { \"p\": { \"InputPerMillion\": 1 }, \"q\": { \"InputPerMillion\": \"x\", \"OutputPerMillion\": 1 }, \"k\": { \"Currency\": \"KRW\", \"InputPerMillion\": 1, \"OutputPerMillion\": 1 }, \"l\": { \"Currency\": \"CNY\", \"InputPerMillion\": 1, \"OutputPerMillion\": 1 } }, \"Models\": { \"m\": { \"Provider\": \"service\", \"Tier\": \"Clod\", \"Price\": \"p\" }, \"n\": { \"Provider\": \"service\", \"Tier\": \"Cloud\", \"Price\": \"r\" }, \"o\": { \"Provider\": \"service\", \"Tier\": \"Cloud\", \"Price\": \"q\" } } }",
        "ModelRouter:Currencies:EURO ModelRouter:Currencies:KRW ModelRouter:Currencies:USD ModelRouter:Prices:p:OutputPerMillion ModelRouter:Prices:q:InputPerMillion ModelRouter:Prices:l ModelRouter:Models:m:Tier ModelRouter:Models:n:Price")]
    [InlineData(
        "\"ModelRouter\": { \"Policy\": { \"Rules\": [ { \"Name\": \"a\", \"When\": { \"Tasks\": \"Mth, Code, Cde\", \"Modalities\": [\"x\", \"None\"], \"Tags\": [null, \"t\", null], \"Time\": { \"From\": \"25:00\", \"To\": \"x\", \"Days\": [\"Mo\", \"Tu\"], \"TimeZone\": \"x\" } } }, { \"Name\": \"b\", \"Worth\": 0 }, { \"Name\": \"c\", \"Worth\": 1, \"Unless\": { \"MinPromptTokens\": 2, \"MaxPromptTokens\": 1 } } ] } }",
        "ModelRouter:Policy:Rules:0:When:Tasks ModelRouter:Policy:Rules:0:When:Tasks ModelRouter:Policy:Rules:0:When:Modalities ModelRouter:Policy:Rules:0:When:Modalities:0 ModelRouter:Policy:Rules:0:When:Tags:0 ModelRouter:Policy:Rules:0:When:Tags:2 ModelRouter:Policy:Rules:0:When:Time:From ModelRouter:Policy:Rules:0:When:Time:To ModelRouter:Policy:Rules:0:When:Time:Days:0 ModelRouter:Policy:Rules:0:When:Time:Days:1 ModelRouter:Policy:Rules:0:When:Time:TimeZone ModelRouter:Policy:Rules:1:Worth ModelRouter:Policy:Rules:2:Unless:MaxPromptTokens")]
    [InlineData(
        "\"ModelRouter\": { \"Prices\": { \"p\": [ { \"InputPerMillion\": \"abc\", \"CachedInputPerMillion\": -1, \"Outpt\": 1, \"OutputPerMillion\": 1, \"Currency\": \"won!\", \"Read\": \"x\", \"OffPeak\": { \"From\": \"x\", \"To\": \"y\", \"Factor\": 2 }, \"LongPrompt\": { \"AboveInputTokens\": 0, \"InputPerMillion\": 1, \"OutputPerMillion\": -1 } }, { \"InputPerMillion\": 1, \"OutputPerMillion\": 1, \"EffectiveFrom\": \"x\" } ] } }",
        "ModelRouter:Prices:p:0:InputPerMillion ModelRouter:Prices:p:0:CachedInputPerMillion ModelRouter:Prices:p:0:Outpt ModelRouter:Prices:p:0:Currency ModelRouter:Prices:p:0:Read ModelRouter:Prices:p:0:OffPeak:From ModelRouter:Prices:p:0:OffPeak:To ModelRouter:Prices:p:0:OffPeak:Factor ModelRouter:Prices:p:0:LongPrompt:AboveInputTokens ModelRouter:Prices:p:0:LongPrompt:OutputPerMillion ModelRouter:Prices:p:1:EffectiveFrom")]
    public void Every_error_is_told_at_its_key(string part, string paths)
    {
        var problems = PolicyFiles.Read($$"""{ "NanoR1": true, {{part}} }""").Problems;

        Assert.Equal(paths.Split(' '), problems.Select(static problem => problem.Path));
        Assert.All(problems, static problem => Assert.True(problem.IsError));
    }

    [Theory]
    [InlineData("{ \"NanoRI\": true, \"Model-Router\": {}, \"Events\": {}, \"ModelRouter\": { \"Models\": { \"m\": { \"Provider\": \"service\", \"Tier\": \"Cloud\", \"Unpriced\": true } } } }", "NanoRI Model-Router")]
    [InlineData("{ \"NanoR1\": true, \"ModelRouter\": { \"Learning\": { \"Weights\": \"nope.weights\" } } }", "ModelRouter:Learning:Weights")]
    [InlineData("{ \"NanoR1\": true, \"ModelRouter\": { \"Models\": { \"m\": { \"Provider\": \"service\", \"Tier\": \"Cloud\", \"Unpriced\": true } }, \"Policy\": { \"Rules\": [ { \"Name\": \"r\", \"ReasoningEffort\": \"High\" } ] } } }", "ModelRouter:Policy:Rules:0:ReasoningEffort")]
    public void What_need_not_be_wrong_is_a_warning(string json, string paths)
    {
        var problems = PolicyFiles.Read(json).Problems;

        Assert.Equal(paths.Split(' '), problems.Select(static problem => problem.Path));
        Assert.All(problems, static problem => Assert.False(problem.IsError));
    }

    [Fact]
    public void Weights_that_are_a_folder_are_an_error()
    {
        var folder = Directory.CreateTempSubdirectory("modelrouter-weights-");
        try
        {
            var problem = Assert.Single(PolicyFiles.Read($$"""{ "NanoR1": true, "ModelRouter": { "Learning": { "Weights": {{System.Text.Json.JsonSerializer.Serialize(folder.FullName)}} } } }""").Problems);
            Assert.Equal(("ModelRouter:Learning:Weights", true), (problem.Path, problem.IsError));
            Assert.Contains("can't be used", problem.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete();
        }
    }

    [Fact]
    public void That_built_in_models_are_asked_for_wrongly_is_all_that_is_told() =>
        Assert.Equal("NanoR1", Assert.Single(PolicyFiles.Read("""{ "NanoR1": "yes" }""").Problems).Path);

    [Fact]
    public void Each_wrong_budget_is_told_beside_a_wrong_routing()
    {
        var file = PolicyFiles.Read("""
            { "NanoR1": true, "ModelRouter": {
              "Routing": { "Worth": "much" },
              "Health": { "Cooldown": "soon" },
              "Budgets": { "a": { "LimitUsd": 1, "Window": "Wek" }, "b": { "Window": "Day" }, "c": { "LimitUsd": 1, "Window": "Day" } } } }
            """);

        Assert.Equal(
            ["ModelRouter:Routing:Worth", "ModelRouter:Health:Cooldown", "ModelRouter:Budgets:a:Window", "ModelRouter:Budgets:b:LimitUsd"],
            file.Problems.Select(static problem => problem.Path));
    }

    [Theory]
    [InlineData("""{ "NanoR1": { "x": 1 }, "ModelRouter": { "Routing": { "Worth": 1 } } }""", "NanoR1")]
    [InlineData("""{ "NanoR1": true, "ModelRouter": { "Models": { "Nano-R1": { "Provider": "service", "Tier": "Cloud", "Unpriced": true } } } }""", "ModelRouter:Models:Nano-R1")]
    public void Built_in_models_are_wanted_or_not_and_keep_their_ids(string json, string path) => Assert.Contains(PolicyFiles.Read(json).Problems, problem => problem.Path == path);

    [Fact]
    public void A_misspelled_section_is_named() =>
        Assert.Contains("there is 'ModelRoutr'", Assert.Single(PolicyFiles.Read("""{ "ModelRoutr": { "Routing": { "Worth": 1 } } }""").Problems).Message, StringComparison.Ordinal);

    [Fact]
    public void One_error_does_not_hide_the_others()
    {
        var file = PolicyFiles.Read(PolicyFiles.Full
            .Replace("\"Quality\": 0.9", "\"Quality\": 9", StringComparison.Ordinal)
            .Replace("\"FailureThreshold\"", "\"FailureTreshold\"", StringComparison.Ordinal)
            .Replace("\"in-house\"] } }", "\"in-house\"] }, \"X\": 1 }", StringComparison.Ordinal)
            .Replace("\"MinQuality\": 0.25", "\"MinQuality\": \"good\"", StringComparison.Ordinal));

        Assert.Equal(
            ["ModelRouter:Models:gpt:Quality", "ModelRouter:Health:FailureTreshold", "ModelRouter:Policy:Rules:0:X", "ModelRouter:Policy:Rules:2:MinQuality"],
            file.Problems.Select(p => p.Path));
        Assert.All(file.Problems, p => Assert.True(p.IsError));
    }

    [Fact]
    public void Comments_trailing_commas_and_a_byte_order_mark_are_no_problem()
    {
        var json = "\uFEFF// of the platform team\n" + PolicyFiles.Full.Replace("\"Health\"", "/* rests */ \"Health\"", StringComparison.Ordinal).Replace("[\"beta\"]", "[\"beta\",]", StringComparison.Ordinal);

        Assert.Empty(PolicyFiles.Read(json).Problems);
        Assert.Equal(new FilePlace(38, 52), Assert.Single(PolicyFiles.Read(json.Replace("\"Deny\": { \"Models\"", "\"Dny\": { \"Models\"", StringComparison.Ordinal)).Problems).Place);
    }

    [Fact]
    public void A_store_that_nobody_opens_is_a_warning_and_an_empty_ledger_none()
    {
        var file = PolicyFiles.Read("""{ "NanoR1": true, "ModelRouter": { "Learning": { "Store": "sqlite" }, "Ledger": [] } }""");

        var problem = Assert.Single(file.Problems);
        Assert.Equal(("ModelRouter:Learning:Path", false), (problem.Path, problem.IsError));
    }

    [Fact]
    public void An_applications_own_sections_and_providers_are_left_alone() =>
        Assert.Empty(PolicyFiles.Read("""
            { "Logging": { "LogLevel": { "Default": "Information" } },
              "ModelRouter": { "Models": { "mine": { "Provider": "service", "Tier": "Cloud", "Unpriced": true, "Settings": { "Key": "k" } } } } }
            """).Problems);
}
