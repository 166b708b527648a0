using System.Text.Json;

namespace ModelRouter.Cli.Tests;

public sealed class AskTests(ScriptedModels models)
{
    private string[] Ask(params string[] more) => ["ask", .. more, "--model", models.Thinker, "--threads", "1", "--temperature", "0"];

    [Fact]
    public async Task The_output_holds_the_answer_alone_and_the_receipt_stands_beside_it()
    {
        var result = await CliProcess.RunAsync(Ask("What is 2+2?", "--show-thinking"));

        Assert.Equal((0, ScriptedModels.Answer + "\n"), (result.ExitCode, result.Out.ReplaceLineEndings("\n")));
        Assert.Contains(ScriptedModels.Thought, result.Error, StringComparison.Ordinal);
        Assert.Contains("model.gguf (self-hosted)", result.Error, StringComparison.Ordinal);
        Assert.Contains("US$0", result.Error, StringComparison.Ordinal);
        Assert.Contains("It is the only model.", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', result.Error);
    }

    [Fact]
    public async Task Thoughts_stay_hidden_where_nobody_looks()
    {
        var result = await CliProcess.RunAsync(Ask("What is 2+2?"));

        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain(ScriptedModels.Thought, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_one_object_with_every_field()
    {
        var result = await CliProcess.RunAsync(Ask("What is 2+2?", "--json"));

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("", result.Error);
        using var json = JsonDocument.Parse(result.Out);
        var root = json.RootElement;
        Assert.Equal("answer reasoning model tier finish_reason usage cost_usd confidence sampler call_id attempts skipped decision", Json.Members(root));
        Assert.Equal(ScriptedModels.Answer, root.GetProperty("answer").GetString());
        Assert.Equal(ScriptedModels.Thought, root.GetProperty("reasoning").GetString()!.Trim());
        Assert.Equal("self-hosted", root.GetProperty("tier").GetString());
        Assert.Equal("stop", root.GetProperty("finish_reason").GetString());
        Assert.InRange(root.GetProperty("confidence").GetDouble(), 0.9, 1);
        Assert.Equal(0, root.GetProperty("cost_usd").GetDecimal());
        var usage = root.GetProperty("usage");
        Assert.Equal("input_tokens cached_input_tokens cache_write_tokens reasoning_tokens output_tokens is_estimated", Json.Members(usage));
        Assert.True(usage.GetProperty("input_tokens").GetInt64() > 0);
        Assert.True(usage.GetProperty("reasoning_tokens").GetInt64() >= 3);
        Assert.True(usage.GetProperty("output_tokens").GetInt64() >= usage.GetProperty("reasoning_tokens").GetInt64() + 4);
        Assert.Equal("profile selection worth_usd is_batch is_forced_probe policy_rules ranking excluded", Json.Members(root.GetProperty("decision")));
    }

    [Theory]
    [InlineData("-")]
    [InlineData(null)]
    public async Task A_prompt_comes_from_standard_input(string? dash)
    {
        var result = await CliProcess.RunAsync(Ask(dash is null ? ["--json"] : [dash, "--json"]), "하늘은 왜 파란가요?");

        Assert.True(result.ExitCode == 0, result.ToString());
        using var json = JsonDocument.Parse(result.Out);
        Assert.True(json.RootElement.GetProperty("decision").GetProperty("profile").GetProperty("input_tokens").GetInt32() > 1);
    }

    [Fact]
    public async Task Words_need_no_quotes_and_dashes_come_after_two()
    {
        var words = await CliProcess.RunAsync(Ask("What", "is", "2+2?"));
        var dashed = await CliProcess.RunAsync(
            ["ask", "--model", models.Thinker, "--threads", "1", "--json", "--", "--unusual"], input: null);

        Assert.Equal((0, 0), (words.ExitCode, dashed.ExitCode));
    }

    [Fact]
    public async Task A_model_that_is_configured_for_many_callers_serves_one()
    {
        var json = await File.ReadAllTextAsync(models.Configuration(), TestContext.Current.CancellationToken);
        var config = models.Write("modelrouter.json", json.Replace("\"Settings\": {", "\"Settings\": { \"Contexts\": 2, \"MaxConcurrency\": 4,", StringComparison.Ordinal));

        var result = await CliProcess.RunAsync("ask", "What is 2+2?", "--model", "thinker", "--config", config, "--threads", "1", "--temperature", "0");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(ScriptedModels.Answer, result.Out.Trim());
    }

    [Fact]
    public async Task A_file_without_template_continues_the_prompt_and_says_so()
    {
        var result = await CliProcess.RunAsync("ask", "Once upon\n", "--model", models.Untemplated, "--threads", "1", "--temperature", "0");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("a time there", result.Out.Trim());
        Assert.Contains("note: model.gguf has no chat template", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_without_room_says_what_gives_it_room()
    {
        var result = await CliProcess.RunAsync(Ask("What is 2+2?", "--max-tokens", "2"));

        Assert.Equal((0, ""), (result.ExitCode, result.Out));
        Assert.Contains("no room left for an answer after thinking", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_think_budget_ends_an_endless_thought()
    {
        var result = await CliProcess.RunAsync(
            "ask", "Go", "--model", models.Endless, "--threads", "1", "--think-budget", "8", "--max-tokens", "20", "--json");

        Assert.True(result.ExitCode == 0, result.ToString());
        using var json = JsonDocument.Parse(result.Out);
        Assert.InRange(json.RootElement.GetProperty("usage").GetProperty("reasoning_tokens").GetInt32(), 1, 12);
    }

    [Fact]
    public async Task The_configuration_in_the_folder_routes_and_prices()
    {
        var folder = Path.GetDirectoryName(models.Configuration())!;

        var best = await CliProcess.RunAsync(["ask", "hi", "--threads", "1", "--temperature", "0"], null, folder);
        var priced = await CliProcess.RunAsync(["ask", "hi", "--model", "specialist", "--threads", "1", "--json"], null, folder);

        Assert.True(best.ExitCode == 0, best.ToString());
        Assert.Contains("thinker (self-hosted)", best.Error, StringComparison.Ordinal);
        Assert.Contains("Best expected value for a chat prompt", best.Error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(priced.Out);
        var usage = json.RootElement.GetProperty("usage");
        var expected = ((usage.GetProperty("input_tokens").GetInt64() * 0.25m) + (usage.GetProperty("output_tokens").GetInt64() * 1.5m)) / 1_000_000;
        Assert.Equal(expected, json.RootElement.GetProperty("cost_usd").GetDecimal());
        Assert.True(expected > 0);
    }

    [Fact]
    public async Task Where_the_best_model_fails_to_load_the_next_takes_over_and_the_receipt_says_so()
    {
        var json = (await File.ReadAllTextAsync(models.Configuration(), TestContext.Current.CancellationToken)).Replace(
            "\"Models\": {",
            $$"""
            "Models": { "untemplated": {
                "Provider": "llamacpp", "Tier": "SelfHosted", "Unpriced": true, "Quality": 0.99,
                "Settings": { "Path": "{{JsonEncodedText.Encode(models.Untemplated)}}" } },
            """,
            StringComparison.Ordinal);

        var result = await CliProcess.RunAsync(
            "ask", "hi", "--config", models.Write("modelrouter.json", json), "--threads", "1", "--temperature", "0");

        Assert.Equal((0, ScriptedModels.Answer), (result.ExitCode, result.Out.Trim()));
        Assert.Contains("thinker (self-hosted)", result.Error, StringComparison.Ordinal);
        Assert.Contains("It took over because untemplated failed.", result.Error, StringComparison.Ordinal);
        Assert.Contains("failed     untemplated: ChatTemplateException", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prompt_may_begin_with_an_at_sign_and_no_file_is_read_for_it()
    {
        var file = models.Write("words", "--config\nnowhere.json\n");

        var named = await CliProcess.RunAsync(Ask($"@{file}", "--json"));
        var person = await CliProcess.RunAsync(Ask("@bob, what is 2+2?"));

        Assert.True(named.ExitCode == 0, named.ToString());
        Assert.True(person.ExitCode == 0, person.ToString());
    }

    [Fact]
    public async Task A_model_that_the_policy_prefers_is_not_said_to_be_worth_most()
    {
        var json = (await File.ReadAllTextAsync(models.Configuration(), TestContext.Current.CancellationToken)).Replace(
            "\"Models\": {", """ "Policy": { "Rules": [ { "Name": "special first", "Prefer": { "Models": [ "specialist" ] } } ] }, "Models": {""", StringComparison.Ordinal);

        var result = await CliProcess.RunAsync("ask", "hi", "--config", models.Write("modelrouter.json", json), "--threads", "1", "--temperature", "0");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("specialist (specialized)", result.Error, StringComparison.Ordinal);
        Assert.Contains("The policy prefers it (rule special first). Its expected value is", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Best expected value", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_better_model_that_a_budget_passed_over_is_named_with_the_reason()
    {
        var json = (await File.ReadAllTextAsync(models.Configuration(), TestContext.Current.CancellationToken))
            .Replace("\"Quality\": 0.4", "\"Quality\": 0.99", StringComparison.Ordinal)
            .Replace("\"Models\": {", """ "Routing": { "Worth": 1000 }, "Budgets": { "tiny": { "LimitUsd": 0.0000001, "Window": "Total" } }, "Models": {""", StringComparison.Ordinal);
        var config = models.Write("modelrouter.json", json);

        var told = await CliProcess.RunAsync("ask", "hi", "--config", config, "--threads", "1", "--temperature", "0");
        var asked = await CliProcess.RunAsync("ask", "hi", "--config", config, "--threads", "1", "--temperature", "0", "--json");

        Assert.True(told.ExitCode == 0, told.ToString());
        Assert.Contains("why        specialist was passed over: ", told.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Best expected value", told.Error, StringComparison.Ordinal);
        using var answer = JsonDocument.Parse(asked.Out);
        Assert.Equal("specialist", answer.RootElement.GetProperty("skipped")[0].GetProperty("model").GetString());
        var attempt = Assert.Single(answer.RootElement.GetProperty("attempts").EnumerateArray());
        Assert.Equal("model outcome failure cost_usd duration_ms", Json.Members(attempt));
        Assert.Equal(("thinker", "succeeded"), (attempt.GetProperty("model").GetString(), attempt.GetProperty("outcome").GetString()));
    }

    [Theory]
    [InlineData("2>&-")]
    [InlineData("2>/dev/full")]
    public async Task An_answer_comes_where_the_error_stream_takes_nothing(string redirection)
    {
        Assert.SkipUnless(File.Exists("/dev/full") && File.Exists("/bin/sh"), "There is no such device.");
        var command = $"'{CliProcess.Executable}' ask hi --model '{models.Thinker}' --threads 1 --temperature 0 {redirection}";

        var result = await CliProcess.RunAsync(["-c", command], input: null, executable: "/bin/sh");

        Assert.Equal((0, ScriptedModels.Answer), (result.ExitCode, result.Out.Trim()));
    }

    [Fact]
    public async Task Two_processes_share_a_model_file()
    {
        var results = await Task.WhenAll(CliProcess.RunAsync(Ask("one")), CliProcess.RunAsync(Ask("two")));

        Assert.All(results, result => Assert.Equal(ScriptedModels.Answer, result.Out.Trim()));
    }
}
