using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ModelRouter.Cli.Tests;

public sealed partial class BuiltInTests(ScriptedModels models)
{
    private const string Sum = "What is 487 + 365?";
    private const string Line = "Air 298.1 K, process 308.6 K, 1550 rpm, 42 Nm, tool wear 210 min, type L. Which failure?";

    private string EmptyFolder => Directory.CreateDirectory(Path.Combine(models.Folder, "empty")).FullName;

    [Fact]
    public async Task Without_any_configuration_a_sum_is_answered_by_the_base_model()
    {
        var result = await RunAsync("ask", Sum, "--threads", "1");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("852", result.Out.Trim());
        Assert.Contains("nano-r1 (self-hosted)", result.Error, StringComparison.Ordinal);
        Assert.Contains("It is the only model that may serve this prompt", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Machine_data_are_answered_by_the_specialist()
    {
        var result = await RunAsync("ask", Line, "--threads", "1");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("failure", result.Out, StringComparison.Ordinal);
        Assert.Contains("nano-r1-machine (specialized)", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_beyond_them_is_explained_with_lines_that_work_as_they_stand()
    {
        var result = await RunAsync("ask", "Write a poem");

        Assert.Equal((1, ""), (result.ExitCode, result.Out));
        Assert.Contains("nano-r1 [scope]: It was made for arithmetic", result.Error, StringComparison.Ordinal);
        Assert.Contains("nano-r1-machine [scope]", result.Error, StringComparison.Ordinal);
        Assert.Contains("\"Provider\": \"openai\"", result.Error, StringComparison.Ordinal);

        var lines = result.Error[result.Error.IndexOf('{', StringComparison.Ordinal)..(result.Error.LastIndexOf('}') + 1)];
        var config = models.Write("modelrouter.json", lines.Replace("path/to/model.gguf", models.Thinker, StringComparison.Ordinal));
        var poem = await RunAsync("ask", "Write a poem", "--config", config, "--threads", "1", "--temperature", "0");
        var sum = await RunAsync("route", Sum, "--config", config, "--json");

        Assert.Equal(ScriptedModels.Answer, poem.Out.Trim());
        using var json = JsonDocument.Parse(sum.Out);
        Assert.Equal("nano-r1", json.RootElement.GetProperty("ranking")[0].GetProperty("model").GetString());
    }

    [Theory]
    [InlineData("auto:self-hosted")]
    [InlineData("auto:cloud")]
    public async Task A_tier_that_they_do_not_serve_is_explained_in_the_same_way(string tier)
    {
        var result = await RunAsync("ask", "Hi", "--model", tier);

        Assert.Equal((1, ""), (result.ExitCode, result.Out));
        Assert.Contains("nano-r1-machine [tier]", result.Error, StringComparison.Ordinal);
        Assert.Contains("the router needs another model", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_json_a_refusal_is_one_object_with_the_decision()
    {
        var result = await RunAsync("ask", "Write a poem", "--json");

        Assert.Equal(1, result.ExitCode);
        using var json = JsonDocument.Parse(result.Out);
        Assert.Equal("error decision", Json.Members(json.RootElement));
        Assert.Equal("profile selection worth_usd is_batch is_forced_probe policy_rules ranking excluded", Json.Members(json.RootElement.GetProperty("decision")));
        Assert.Equal(2, json.RootElement.GetProperty("decision").GetProperty("excluded").GetArrayLength());
        Assert.StartsWith("error: no model may serve this prompt", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Route_list_and_info_need_no_configuration_either()
    {
        var route = await RunAsync("route", Sum);
        var refused = await RunAsync("route", "Write a poem");
        var list = await RunAsync("models", "list", "--json");
        var info = await RunAsync("models", "info", "nano-r1", "--json");

        Assert.True(route.ExitCode == 0, route.ToString());
        Assert.Contains("scope", route.Out, StringComparison.Ordinal);
        Assert.Equal(1, refused.ExitCode);
        using var listed = JsonDocument.Parse(list.Out);
        Assert.Equal(
            "nano-r1 nano-r1-machine", string.Join(' ', listed.RootElement.GetProperty("models").EnumerateArray().Select(m => m.GetProperty("id").GetString())));
        using var described = JsonDocument.Parse(info.Out);
        Assert.EndsWith("nano-r1.gguf", described.RootElement.GetProperty("file").GetProperty("path").GetString(), StringComparison.Ordinal);
        Assert.True(described.RootElement.GetProperty("file").GetProperty("thinks").GetBoolean());
    }

    [Fact]
    public async Task Command_lines_that_help_and_README_show_work_as_they_stand()
    {
        var readme = await File.ReadAllTextAsync(Readme(), TestContext.Current.CancellationToken);
        var shown = readme[readme.IndexOf("## Command line", StringComparison.Ordinal)..readme.IndexOf("## Getting a model", StringComparison.Ordinal)];
        foreach (var verb in (string[])["ask", "route"])
        {
            shown += (await RunAsync(verb, "--help")).Out;
        }

        // Those that name a file work once it is there.
        var lines = ShownLine().Matches(shown).Where(static line => !line.Value.Contains(".gguf", StringComparison.Ordinal) && !line.Value.Contains(".json", StringComparison.Ordinal)).ToList();
        Assert.True(lines.Count >= 9, shown);
        foreach (var line in lines)
        {
            var arguments = Argument().Matches(line.Groups["arguments"].Value).Select(static argument => argument.Value.Trim('"'));
            var result = await CliProcess.RunAsync([.. arguments], line.Groups["input"].Value, EmptyFolder);
            Assert.True(result.ExitCode == 0, $"{line.Value}\n{result}");
        }
    }

    [Theory]
    [InlineData("""{ "NanoR1": true, "ModelRouter": { "Routing": { "Worth": 0.05 } } }""")]
    [InlineData("""{ "NanoR1": true, "ModelRouter": {} }""")]
    [InlineData("""{ "NanoR1": true, "ModelRouter": { "Policy": { "Rules": [] } } }""")]
    [InlineData("""{ "NanoR1": true, "ModelRouter": null }""")]
    [InlineData("""{ "NanoR1": true }""")]
    public async Task A_configuration_may_have_them_alone(string json)
    {
        var config = models.Write("modelrouter.json", json);

        var route = await RunAsync("route", Sum, "--config", config, "--json");
        var check = await RunAsync("policy", "check", config);

        Assert.True(route.ExitCode == 0, route.ToString());
        Assert.True(check.ExitCode == 0, check.ToString());
    }

    [Theory]
    [InlineData("""{ "ModelRouter": {} }""", "The section is empty; it holds Models")]
    [InlineData("""{ "NanoR1": false, "ModelRouter": null }""", "The section is empty; it holds Models")]
    [InlineData("""{ "NanoR1": false }""", "The section is missing; it holds Models")]
    [InlineData("""{ "NanoR1": "yes" }""", "NanoR1: 'yes' is not allowed; it must be true or false.")]
    [InlineData("""{ "NanoR1": true, "ModelRoutr": { "Models": {} } }""", "The section is missing (there is 'ModelRoutr')")]
    public async Task Without_them_a_section_that_says_nothing_is_told(string json, string expected)
    {
        var config = models.Write("modelrouter.json", json);

        var route = await RunAsync("route", Sum, "--config", config);
        var check = await RunAsync("policy", "check", config);

        Assert.True(route.ExitCode == 2, route.ToString());
        Assert.Contains(expected, route.Error, StringComparison.Ordinal);
        Assert.NotEqual(0, check.ExitCode);
        Assert.Contains(expected, check.Out + check.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_chat_each_question_finds_its_model_and_a_refused_one_does_not_end_it()
    {
        var result = await CliProcess.RunAsync(["chat", "--threads", "1"], $"{Sum}\nWrite a poem\n{Line}\n", EmptyFolder);

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("852", result.Out, StringComparison.Ordinal);
        Assert.Contains("[nano-r1, ", result.Error, StringComparison.Ordinal);
        Assert.Contains("nano-r1 [scope]", result.Error, StringComparison.Ordinal);
        Assert.Contains("[nano-r1-machine, ", result.Error, StringComparison.Ordinal);
    }

    private Task<CliResult> RunAsync(params string[] arguments) => CliProcess.RunAsync(arguments, null, EmptyFolder);

    private static string Readme([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "README.md");

    [GeneratedRegex("""^ *(echo "(?<input>[^"]*)" \| )?modelrouter (?<arguments>(ask|route)( "[^"]*"| [^"|>#\s\[]+)*) *([|>#].*)?$""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex ShownLine();

    [GeneratedRegex("""("[^"]*"|\S+)""", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Argument();
}
