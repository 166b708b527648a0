using System.Text.Json;

namespace ModelRouter.Cli.Tests;

public sealed class PolicyCommandTests(ScriptedModels models)
{
    [Fact]
    public async Task Check_says_that_a_file_is_valid()
    {
        var path = models.Write("modelrouter.json", PolicyFiles.Full);

        var named = await CliProcess.RunAsync("policy", "check", path);
        var here = await CliProcess.RunAsync(["policy", "check", "--json"], null, Path.GetDirectoryName(path));

        Assert.True(named.ExitCode == 0, named.ToString());
        Assert.Equal($"{path} is valid: 5 models, 4 policy rules, 0 warnings.", named.Out.Trim());
        using var json = JsonDocument.Parse(here.Out);
        Assert.Equal("file valid rules problems", Json.Members(json.RootElement));
        Assert.True(json.RootElement.GetProperty("valid").GetBoolean());
        Assert.Equal(0, here.ExitCode);
    }

    [Fact]
    public async Task The_readmes_first_policy_is_valid_and_does_what_is_said_of_it()
    {
        var folder = Path.Combine(Root(), "tests", "ModelRouter.Cli.Tests", "Readme");
        var check = await CliProcess.RunAsync(["policy", "check"], null, folder);
        var contract = await CliProcess.RunAsync(["policy", "explain", "Summarize the attached contract.", "--data-class", "confidential", "--json"], null, folder);
        var sum = await CliProcess.RunAsync(["policy", "explain", "What is 487 + 365?", "--tag", "intern"], null, folder);

        var readme = await File.ReadAllTextAsync(Path.Combine(Root(), "README.md"), TestContext.Current.CancellationToken);
        Assert.Equal(0, check.ExitCode);
        Assert.Contains($"modelrouter policy check                                                                  # {check.Out.Trim()}\n", readme.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(contract.Out);
        Assert.Contains(
            json.RootElement.GetProperty("excluded").EnumerateArray(),
            static one => (one.GetProperty("model").GetString(), one.GetProperty("rule").GetString()) == ("gpt", "policy:confidential-stays-here"));
        Assert.Matches("1 │ nano-r1.*\n.*2 │ gpt", sum.Out);
    }

    [Fact]
    public async Task Check_tells_errors_and_warnings_with_their_places_and_fails()
    {
        var path = models.Write(
            "modelrouter.json",
            PolicyFiles.Full.Replace("\"Tenants\"", "\"Tenant\"", StringComparison.Ordinal).Replace("\"MinQuality\": 0.25", "\"MinQuality\": 25", StringComparison.Ordinal));

        var text = await CliProcess.RunAsync("policy", "check", path);
        var json = await CliProcess.RunAsync("policy", "check", path, "--json");

        Assert.Equal((1, 1), (text.ExitCode, json.ExitCode));
        Assert.StartsWith($"{path}:30:", text.Out, StringComparison.Ordinal);
        Assert.Contains("error: ModelRouter:Policy:Rules:2:When:Tenant: The key 'Tenant' is unknown. Did you mean 'Tenants'?", text.Out, StringComparison.Ordinal);
        Assert.Contains("error: ModelRouter:Policy:Rules:2:MinQuality: '25' is not allowed", text.Out, StringComparison.Ordinal);
        Assert.Contains("can't be used: 2 errors, 0 warnings.", text.Out, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(json.Out);
        var problem = document.RootElement.GetProperty("problems")[0];
        Assert.Equal("severity line column path message", Json.Members(problem));
        Assert.Equal(("error", 30), (problem.GetProperty("severity").GetString(), problem.GetProperty("line").GetInt32()));
    }

    [Fact]
    public async Task A_warning_is_told_and_is_no_failure()
    {
        var path = models.Write("modelrouter.json", PolicyFiles.Full.Replace("\"Residency\": [\"in-house\"]", "\"Residency\": [\"inhouse\"]", StringComparison.Ordinal));

        var result = await CliProcess.RunAsync("policy", "check", path);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("warning: ModelRouter:Policy:Rules:0:Only:Residency: No model is of these. Did you mean 'in-house'?", result.Out, StringComparison.Ordinal);
        Assert.Contains("Wherever the rule applies, no model may serve.", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--data-class confidential", "fleet", "confidential-stays")]
    [InlineData("--tenant acme --user ANN --agent coder --tag beta --tag x", "r1", "code-of-acme")]
    [InlineData("--tenant acme --user ann --agent coder --tag beta --tag cheap", "r1 fleet", "thrift")]
    [InlineData("--at 2026-11-27T14:00:00Z", "r1 fleet", "night")] // Friday, 23:00 in Seoul
    public async Task Explain_shows_the_decision_and_each_rules_part_in_it(string options, string permitted, string rule)
    {
        var path = models.Write("modelrouter.json", PolicyFiles.Full.Replace("\"Models\": [\"gpt\"], ", "", StringComparison.Ordinal));
        string[] line = ["policy", "explain", "Fix this C# method: public int Add(int a, int b) => a - b;", "--config", path, .. options.Split(' ')];

        var json = await CliProcess.RunAsync([.. line, "--json"]);
        var tables = await CliProcess.RunAsync(line);

        Assert.True(json.ExitCode == 0, json.ToString());
        using var document = JsonDocument.Parse(json.Out);
        // Where there is a choice, the file's exploration has its say.
        Assert.Equal(rule == "code-of-acme" ? "profile selection worth_usd is_batch is_forced_probe policy_rules ranking excluded rules" : "profile selection worth_usd is_batch is_forced_probe policy_rules ranking exploration excluded rules", Json.Members(document.RootElement));
        var ranking = document.RootElement.GetProperty("ranking").EnumerateArray().Select(r => r.GetProperty("model").GetString()!).ToList();
        Assert.Superset(permitted.Split(' ').ToHashSet(StringComparer.Ordinal), ranking.ToHashSet(StringComparer.Ordinal));
        Assert.DoesNotContain("gpt", ranking);
        var rules = document.RootElement.GetProperty("rules").EnumerateArray().ToDictionary(r => r.GetProperty("name").GetString()!, StringComparer.Ordinal);
        Assert.Equal(4, rules.Count);
        Assert.Equal("name applies mismatch parts", Json.Members(rules[rule]));
        Assert.True(rules[rule].GetProperty("applies").GetBoolean(), json.Out);
        if (options.Contains("cheap", StringComparison.Ordinal))
        {
            Assert.Equal("Unless", rules["code-of-acme"].GetProperty("mismatch").GetString());
        }

        Assert.Contains(rule, tables.Out, StringComparison.Ordinal);
        Assert.Contains("Policy rules, in their order", tables.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--json")]
    public async Task Explain_says_that_no_model_may_serve(string options)
    {
        var path = models.Write("modelrouter.json", PolicyFiles.Full);

        var result = await CliProcess.RunAsync(["policy", "explain", "hi", "--config", path, "--model", "gpt", "--data-class", "confidential", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal((1, "error: no model may serve this prompt; the rules that exclude each are above."), (result.ExitCode, result.Error.Trim()));
    }

    [Fact]
    public async Task Diff_tells_rules_and_decisions_that_differ()
    {
        var before = models.Write("before.json", PolicyFiles.Full);
        var after = models.Write(
            "after.json",
            PolicyFiles.Full.Replace("\"MaxCostPerCall\": 0.1, \"Deny\": { \"Models\": [\"gpt\"], \"Residency\": [\"us\"] }", "\"MaxCostPerCall\": 0.2", StringComparison.Ordinal)
                .Replace("\"Name\": \"night\"", "\"Name\": \"evening\"", StringComparison.Ordinal));

        var json = await CliProcess.RunAsync("policy", "diff", before, after, "--at", "2026-11-25T12:00:00Z", "--json");
        var tables = await CliProcess.RunAsync("policy", "diff", before, after, "--at", "2026-11-25T12:00:00Z");
        var same = await CliProcess.RunAsync("policy", "diff", before, before);

        Assert.True(json.ExitCode == 0, json.ToString());
        using var document = JsonDocument.Parse(json.Out);
        var root = document.RootElement;
        Assert.Equal("rules samples decisions", Json.Members(root));
        Assert.Equal(
            ["evening added", "thrift changed", "night removed"],
            root.GetProperty("rules").EnumerateArray().Select(r => $"{r.GetProperty("name").GetString()} {r.GetProperty("change").GetString()}"));
        Assert.Contains("""{"key":"MaxCostPerCall","before":"$0.1","after":"$0.2"}""", json.Out.Replace(" ", "", StringComparison.Ordinal).ReplaceLineEndings(""), StringComparison.Ordinal);
        var decisions = root.GetProperty("decisions").EnumerateArray().ToList();
        Assert.NotEmpty(decisions);
        Assert.All(decisions, d => Assert.DoesNotContain(d.GetProperty("data_class").GetString(), (string[])["confidential", "personal"]));
        Assert.Contains(decisions, d => d.GetProperty("after").GetProperty("permitted").EnumerateArray().Any(m => m.GetString() == "gpt"));
        Assert.Contains($"3 rules differ; {decisions.Count} of {root.GetProperty("samples").GetInt32()} sample requests are decided differently.", tables.Out, StringComparison.Ordinal);
        Assert.StartsWith("0 rules differ; 0 of ", same.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Diff_tells_what_has_moved()
    {
        PolicyRule Rule(string name) => new() { Name = name, Worth = 1 };

        Assert.Empty(PolicyComparison.RuleChanges([Rule("a"), Rule("b"), Rule("c")], [Rule("A"), Rule("b"), Rule("c")]));
        Assert.Equal(["b moved", "a moved"], PolicyComparison.RuleChanges([Rule("a"), Rule("b"), Rule("c")], [Rule("b"), Rule("a"), Rule("c")]).Select(c => $"{c.Name} {c.Kind}"));
        Assert.Equal(["n added"], PolicyComparison.RuleChanges([Rule("a"), Rule("b")], [Rule("n"), Rule("a"), Rule("b")]).Select(c => $"{c.Name} {c.Kind}"));
    }

    [Fact]
    public async Task Schema_prints_the_schema()
    {
        var result = await CliProcess.RunAsync("policy", "schema");

        Assert.Equal((0, ConfigurationSchema.Text), (result.ExitCode, result.Out));
    }

    [Theory]
    [InlineData("policy chek", "Did you mean 'check'?")]
    [InlineData("policy check nowhere.json", "'nowhere.json'")]
    [InlineData("policy check", "there is no modelrouter.json in this folder")]
    [InlineData("policy explain hi --at 18:00", "--at must be a time such as 2026-12-24T18:00:00Z, not '18:00'")]
    [InlineData("policy explain hi --at yesterdayish", "--at must be a time such as 2026-12-24T18:00:00Z, not 'yesterdayish'")]
    [InlineData("policy explain hi --data-class secret", "secret")]
    [InlineData("policy explain hi --config wrong.json", "wrong.json:1:")]
    public async Task Wrong_usage_is_told(string line, string expected)
    {
        var folder = Path.GetDirectoryName(models.Write("wrong.json", """{ "ModelRouter": { "Modls": {} } }"""));

        var result = await CliProcess.RunAsync(line.Split(' '), null, folder);

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    private static string Root([System.Runtime.CompilerServices.CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
