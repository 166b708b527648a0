using System.Text.Json;

namespace ModelRouter.Cli.Tests;

public sealed class ChatTests(ScriptedModels models)
{
    [Fact]
    public async Task Turns_are_remembered_until_reset()
    {
        var result = await ChatAsync("one\ntwo\n/reset\nthree\n", "--json");

        Assert.True(result.ExitCode == 0, result.ToString());
        var inputs = result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(InputTokens).ToList();
        Assert.Equal(3, inputs.Count);
        Assert.True(inputs[1] > inputs[0] + 5, $"{inputs[0]} {inputs[1]}");
        Assert.True(inputs[2] < inputs[1], $"{inputs[1]} {inputs[2]}");
    }

    [Fact]
    public async Task Commands_are_obeyed_and_misspelled_ones_corrected()
    {
        var result = await ChatAsync("/receipt\none\n/receipt\n/modl\n/model thinkr\n/model specialist\ntwo\n/help\n/exit\nthree\n");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal($"{ScriptedModels.Answer}\n{ScriptedModels.Answer}", result.Out.Trim().ReplaceLineEndings("\n"));
        Assert.Contains("note: there is no answer yet.", result.Error, StringComparison.Ordinal);
        Assert.Contains("thinker (self-hosted)", result.Error, StringComparison.Ordinal);
        Assert.Contains("error: /modl is unknown. Did you mean '/model'?", result.Error, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'thinker'?", result.Error, StringComparison.Ordinal);
        Assert.Contains("[specialist, ", result.Error, StringComparison.Ordinal);
        Assert.Contains("/exit        leave", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_turn_is_told_and_the_next_one_asked()
    {
        var result = await ChatAsync("/model auto:cloud\none\n/model auto\ntwo\n");

        Assert.Equal((1, ScriptedModels.Answer), (result.ExitCode, result.Out.Trim()));
        Assert.Contains("error: no model may serve this prompt", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_turn_that_is_refused_is_an_object_too()
    {
        var result = await ChatAsync("/model auto:cloud\none\n/model auto\ntwo\n", "--json");

        Assert.Equal(1, result.ExitCode);
        var lines = result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        using var refused = JsonDocument.Parse(lines[0]);
        Assert.Equal("error decision", Json.Members(refused.RootElement));
    }

    [Fact]
    public async Task A_model_that_is_not_there_is_told_before_the_first_question()
    {
        var result = await ChatAsync("one\n", "--model", "thinkr");

        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Contains("Did you mean 'thinker'?", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_template_is_refused_before_the_first_question()
    {
        var result = await CliProcess.RunAsync(["chat", "--model", models.Untemplated], "one\n");

        Assert.Equal((1, ""), (result.ExitCode, result.Out));
        Assert.Contains("brings no chat template, so it can't hold a conversation", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/exit", "/exit", "")]
    [InlineData(" /model  auto:cloud ", "/model", "auto:cloud")]
    [InlineData("/usr/bin is what?", null, null)]
    [InlineData("hello /exit", null, null)]
    public void Only_a_slash_and_a_word_are_a_command(string line, string? name, string? argument)
    {
        var command = ChatInput.Parse(line);

        Assert.Equal((name, argument), (command?.Name, command?.Argument));
    }

    private Task<CliResult> ChatAsync(string input, params string[] more) =>
        CliProcess.RunAsync(["chat", "--config", models.Configuration(), "--threads", "1", "--temperature", "0", .. more], input);

    private static long InputTokens(string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.GetProperty("usage").GetProperty("input_tokens").GetInt64();
    }
}
