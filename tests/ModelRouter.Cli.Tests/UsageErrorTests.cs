namespace ModelRouter.Cli.Tests;

public sealed class UsageErrorTests(ScriptedModels models)
{
    [Fact]
    public async Task Nothing_at_all_shows_the_help()
    {
        var result = await CliProcess.RunAsync();

        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Contains("modelrouter ask \"Why is the sky blue?\"", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aks hi", "'aks' is unknown. Did you mean 'ask'?")]
    [InlineData("models lst", "'lst' is unknown. Did you mean 'list'?")]
    [InlineData("ask --jsn hi", "the option --jsn is unknown. Did you mean '--json'?")]
    [InlineData("ask hi --temperature 9", "--temperature must be a number from 0 to 2, not '9'")]
    [InlineData("ask hi --max-tokens 0", "--max-tokens must be a whole number of at least 1, not '0'")]
    [InlineData("ask hi --seed many", "--seed must be a whole number, not 'many'")]
    [InlineData("ask hi --threads", "--threads")]
    [InlineData("ask hi --context 999999999", "--context must be a whole number from 1 to 10485760")]
    [InlineData("ask hi --model ", "--model is empty")]
    [InlineData("ask hi --config .", "is a folder")]
    [InlineData("ask hi --show-thinking --hide-thinking", "contradict each other")]
    [InlineData("ask", "the prompt is empty")]
    [InlineData("policy explain", "Write one: modelrouter policy explain \"Why is the sky blue?\"")]
    [InlineData("policy check ", "the name of the configuration file is empty; name one, or leave it out.")]
    [InlineData("policy diff  b.json", "the name of the configuration file is empty")]
    [InlineData("policy explain hi --config ", "the name of the configuration file of --config is empty")]
    [InlineData("policy explain hi --model ", "--model is empty; name one, or leave it out.")]
    [InlineData("policy simulate --ledger x.db --policy .", "the configuration file '.' of --policy is a folder; name the file in it.")]
    [InlineData("policy check nowhere.json", "the configuration file 'nowhere.json' does not exist")]
    [InlineData("policy explain hi --tenant ", "--tenant is empty")]
    [InlineData("ask hi --data-class secret", "--data-class must be public, internal, personal or confidential, not 'secret'.")]
    [InlineData("bench sampling --device gpu", "--device must be cpu, cuda or emulator, not 'gpu'.")]
    [InlineData("policy diff a.json", "the after is missing: ")]
    [InlineData("feedback 019ab2c4-6a1f-7c3e-9d52-3f0e8b7a1c44", "the rating is missing: good, bad, or a number from 0 (wrong) to 1 (right).")]
    [InlineData("policy explain hi", "name a file by --config or in MODELROUTER_CONFIG")]
    [InlineData("policy check", "there is no modelrouter.json in this folder; name the file.")]
    [InlineData("eval --scores s.jsonl prompts", "--scores stands before 'prompts', where it is one of 'eval' itself")]
    [InlineData("feedback abc good", "'abc' is no call's id")]
    [InlineData("models pull r1-distill-qwen-1.5b --folder ", "--folder is empty; name a folder, or leave it out")]
    [InlineData("ledger export --ledger ", "--ledger '' is empty; name a file")]
    [InlineData("report --ledger .", "--ledger '.' is a folder; name a file")]
    [InlineData("route hi --model nano-r2", "There is no model 'nano-r2'. Did you mean 'nano-r1'?")]
    [InlineData("ask hi --config nowhere.json", "'nowhere.json' of --config does not exist")]
    [InlineData("ask hi --model nowhere.gguf", "the model file 'nowhere.gguf' does not exist")]
    [InlineData("models info nowhere.gguf", "the model file 'nowhere.gguf' does not exist")]
    public async Task Wrong_usage_is_told_in_a_sentence(string line, string expected)
    {
        var folder = Directory.CreateDirectory(Path.Combine(models.Folder, "empty")).FullName;

        var result = await CliProcess.RunAsync(line.Split(' '), null, folder);

        AssertUsage(result, expected);
    }

    [Theory]
    [InlineData("""{ "ModelRouter": { "Models": { "a": { "Teir": "Cloud" } } } }""", "'Teir' is unknown. Did you mean 'Tier'?")]
    [InlineData("{\n  \"ModelRouter\": {\n    \"Models\": {", "line 3, position")]
    [InlineData("""{ "Models": {} }""", "ModelRouter")]
    [InlineData("[]", "modelrouter.json")]
    [InlineData("""{ "NanoR1": { "x": 1 }, "ModelRouter": { "Routing": { "Worth": 1 } } }""", "it must be true or false")]
    [InlineData("""{ "NanoR1": true, "ModelRouter": { "Models": { "nano-r1": { "Provider": "llamacpp", "Tier": "SelfHosted", "Unpriced": true, "Settings": { "Path": "@thinker" } } } } }""", "'nano-r1' is a built-in model")]
    [InlineData("""{ "NanoR1": "perhaps", "ModelRouter": { "Models": { "a": { "Provider": "llamacpp", "Tier": "SelfHosted", "Unpriced": true, "Settings": { "Path": "@thinker" } } } } }""", "'perhaps' is not allowed; it must be true or false")]
    [InlineData("""{ "ModelRouter": { "Models": { "a": { "Provider": "llamacpp", "Tier": "SelfHosted", "Unpriced": true, "Settings": { "Path": "@thinker", "Contexts": 17 } } } } }""", "ModelRouter:Models:a:Settings:Contexts: '17' is not allowed; it must be a whole number of at least 1 and at most 16.")]
    [InlineData("""{ "NanoR1": true, "ModelRouter": { "Policy": { "Rules": null } } }""", "ModelRouter:Policy:Rules: A list of rules is expected here")]
    [InlineData("", "line 1, position 1: The file is empty. A configuration is an object: { \"ModelRouter\": { ... } }.")]
    [InlineData("\uFEFF \r\n", "line 1, position 1: The file is empty.")]
    [InlineData(
        """{ "NanoR1": true, "ModelRouter": { "Policy": { "Rules": [ { "Name": "d", "Deny": { "Models": ["nano-r1"] }, "Deny": { "Tiers": ["Cloud"] } } ] } } }""",
        "line 1, position 109: ModelRouter:Policy:Rules:0:Deny: The key stands here a second time; the first is in line 1.")]
    [InlineData("""{ "NanoR1": true, "nanor1": false }""", "nanor1: The key stands here a second time")]
    [InlineData("""{ "NanoR1": true, "x": "\ud800" }""", "half of a pair")]
    [InlineData("""{ "ModelRouter": { "Models": { "a": { "Provider": "llamacp" } } } }""", "Did you mean 'llamacpp'?")]
    [InlineData(
        """{ "ModelRouter": { "Models": { "a": { "Provider": "llamacpp", "Tier": "SelfHosted", "Unpriced": true, "Settings": { "Path": "gone.gguf" } } } } }""",
        "'gone.gguf' does not exist")]
    public async Task A_wrong_configuration_says_where(string json, string expected)
    {
        var config = models.Write("modelrouter.json", json.Replace("@thinker", models.Thinker, StringComparison.Ordinal));

        var result = await CliProcess.RunAsync("route", "hi", "--config", config);

        AssertUsage(result, expected);
        Assert.Contains(config, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "ModelRouter": { "Models": { "a": { "Teir": "Cloud" } } } }""", "'Teir' is unknown. Did you mean 'Tier'?")]
    [InlineData("{\n  \"ModelRouter\": {\n    \"Models\": {", "line 3, position")]
    public async Task Another_verb_says_so_of_a_configuration_that_a_variable_names(string json, string expected)
    {
        var config = models.Write("modelrouter.json", json);

        var result = await CliProcess.RunAsync(
            ["models", "list"], null, variables: new Dictionary<string, string>(StringComparer.Ordinal) { ["MODELROUTER_CONFIG"] = config });

        AssertUsage(result, expected);
    }

    [Theory]
    [InlineData("ask", "hi", "--model", "thinkr")]
    [InlineData("route", "hi", "--model", "thinkr")]
    [InlineData("models", "info", "thinkr")]
    public async Task An_unknown_model_is_corrected(params string[] line)
    {
        var result = await CliProcess.RunAsync([.. line, "--config", models.Configuration()]);

        AssertUsage(result, "Did you mean 'thinker'?");
    }

    private static void AssertUsage(CliResult result, string expected)
    {
        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Equal("", result.Out);
        Assert.StartsWith("error: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }
}
