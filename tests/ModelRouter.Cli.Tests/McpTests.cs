using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace ModelRouter.Cli.Tests;

/// <summary>The MCP server as a client of another program sees it: the real client over the real process.</summary>
public sealed class McpTests(ScriptedModels models)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Functions_are_described_for_models()
    {
        var errors = new List<string>();
        await using var client = await StartAsync(errors);
        Assert.Equal("modelrouter", client.ServerInfo?.Name);
        var tools = await client.ListToolsAsync(cancellationToken: Ct);
        Assert.Equal(
            ["ask", "budget_left", "compare", "deep_think", "estimate_cost", "explain_route", "list_models", "spend_report"],
            tools.Select(static tool => tool.Name).Order(StringComparer.Ordinal));
        Assert.All(tools, static tool => Assert.NotEqual("", tool.Description));
        var ask = tools.Single(static tool => tool.Name == "ask");
        Assert.Equal(["prompt"], ask.JsonSchema.GetProperty("required").EnumerateArray().Select(static name => name.GetString()));
        Assert.All(ask.JsonSchema.GetProperty("properties").EnumerateObject(), static property => Assert.True(property.Value.TryGetProperty("description", out _)));
        Assert.Equal((true, false), (tools.Single(static tool => tool.Name == "estimate_cost").ProtocolTool.Annotations!.ReadOnlyHint, ask.ProtocolTool.Annotations!.ReadOnlyHint));
    }

    [Fact]
    public async Task Every_function_answers()
    {
        var errors = new List<string>();
        await using var client = await StartAsync(errors);
        var listed = await CallAsync(client, "list_models");
        Assert.Equal(["narrow", "specialist", "thinker"], listed.GetProperty("models").EnumerateArray().Select(static model => model.GetProperty("id").GetString()).Order(StringComparer.Ordinal));

        var answer = await CallAsync(client, "ask", ("prompt", "What is two and two?"), ("model", "specialist"));
        Assert.Equal(("specialist", ScriptedModels.Thought, ScriptedModels.Answer), (answer.GetProperty("model").GetString(), answer.GetProperty("thought").GetString(), answer.GetProperty("answer").GetString()!.Trim()));
        Assert.True(answer.GetProperty("cost").GetDecimal() > 0);

        Assert.Equal("thinker", (await CallAsync(client, "deep_think", ("prompt", "What is two and two?"), ("thinkTokens", 50))).GetProperty("model").GetString());
        var compared = await CallAsync(client, "compare", ("prompt", "What is two and two?"), ("models", "thinker,specialist"));
        Assert.Equal(2, compared.GetProperty("answers").GetArrayLength());
        Assert.Contains("1. ", (await CallAsync(client, "explain_route", ("prompt", "Hello"))).GetProperty("explanation").GetString(), StringComparison.Ordinal);
        Assert.True((await CallAsync(client, "estimate_cost", ("prompt", "Hello"))).GetProperty("estimates").GetArrayLength() >= 2);
        Assert.Empty((await CallAsync(client, "budget_left")).GetProperty("budgets").EnumerateArray());

        var report = await CallAsync(client, "spend_report", ("by", "model"));
        Assert.Equal(answer.GetProperty("cost").GetDecimal() + compared.GetProperty("cost").GetDecimal(), report.GetProperty("total").GetProperty("cost").GetDecimal());
        Assert.Equal(4, report.GetProperty("total").GetProperty("calls").GetInt32());
    }

    [Theory]
    [InlineData("ask", "model", "thinkr", "Did you mean 'thinker'?")]
    [InlineData("ask", "prompt", " ", "The prompt is empty.")]
    [InlineData("list_models", "tier", "clowd", "Did you mean 'cloud'?")]
    public async Task What_makes_no_sense_is_an_error_that_says_so(string tool, string name, string value, string told)
    {
        var errors = new List<string>();
        await using var client = await StartAsync(errors);
        Dictionary<string, object?> arguments = tool == "ask" ? new() { ["prompt"] = "Hello", [name] = value } : new() { [name] = value };
        var result = await client.CallToolAsync(tool, arguments, cancellationToken: Ct);
        Assert.True(result.IsError);
        Assert.Contains(told, result.Content.OfType<TextContentBlock>().Single().Text, StringComparison.Ordinal);
        Assert.False((await client.CallToolAsync("list_models", cancellationToken: Ct)).IsError);
    }

    [Theory]
    [InlineData("ask", "max_cost", 0.01, "There is no argument 'max_cost'. Did you mean 'maxCost'? ask takes prompt, model, maxCost.")]
    [InlineData("ask", "maxCost", "cheap", "The argument 'maxCost' must be")]
    [InlineData("ask", "model", 4, "The argument 'model' must be a text")]
    [InlineData("deep_think", "thinkTokens", 1.5, "The argument 'thinkTokens' must be a whole number")]
    [InlineData("deep_think", "thinkTokens", "1.5", "The argument 'thinkTokens' must be a whole number, not \"1.5\"")]
    [InlineData("deep_think", "thinkTokens", 3000000000.0, "The argument 'thinkTokens' must be a whole number, not 3000000000")]
    [InlineData("ask", null, null, "The argument 'prompt' is missing: ")]
    [InlineData("budget_left", "tenant", "acme", "There is no argument 'tenant'. budget_left takes no arguments.")]
    public async Task An_argument_that_is_not_understood_is_told_and_nothing_done(string tool, string? name, object? value, string told)
    {
        await using var client = await StartAsync([]);
        Dictionary<string, object?> arguments = name is null || tool == "budget_left" ? new() : new() { ["prompt"] = "Hello" };
        if (name is not null)
        {
            arguments[name] = value;
        }

        var result = await client.CallToolAsync(tool, arguments, cancellationToken: Ct);

        Assert.True(result.IsError);
        Assert.StartsWith(told, result.Content.OfType<TextContentBlock>().Single().Text, StringComparison.Ordinal);
        Assert.Equal(0, (await CallAsync(client, "spend_report", ("by", "model"))).GetProperty("total").GetProperty("calls").GetInt32());
        Assert.All(await client.ListToolsAsync(cancellationToken: Ct), static known => Assert.False(known.JsonSchema.GetProperty("additionalProperties").GetBoolean()));
    }

    [Theory]
    [InlineData("deep_think", "thinkTokens", "\"50\"")]
    [InlineData("deep_think", "thinkTokens", "50.0")]
    [InlineData("deep_think", "thinkTokens", "5e1")]
    [InlineData("deep_think", "maxCost", "\"0.5\"")]
    [InlineData("spend_report", "days", "\"7\"")]
    [InlineData("spend_report", "days", "null")]
    public async Task A_number_may_be_written_as_a_text_or_with_a_fraction_of_nothing(string tool, string name, string json)
    {
        await using var client = await StartAsync([]);
        Dictionary<string, object?> arguments = new() { [name] = JsonSerializer.Deserialize<JsonElement>(json) };
        if (tool == "deep_think")
        {
            arguments["prompt"] = "What is two and two?";
        }

        var result = await client.CallToolAsync(tool, arguments, cancellationToken: Ct);

        Assert.False(result.IsError is true, result.Content.OfType<TextContentBlock>().Single().Text);
    }

    [Fact]
    public async Task A_model_that_is_not_there_is_told_before_anything_is_served()
    {
        var result = await CliProcess.RunAsync("mcp", "--config", models.Configuration(), "--model", "thinkr");
        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("Did you mean 'thinker'?", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("serving", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deep_think", "It doesn't think.")]
    [InlineData("compare", "there are 1")]
    public async Task Where_no_model_is_named_the_servers_own_choice_holds(string tool, string told)
    {
        await using var client = await StartAsync([], "--model", "auto:specialized");
        var result = await client.CallToolAsync(tool, new Dictionary<string, object?> { ["prompt"] = "What is two and two?" }, cancellationToken: Ct);
        Assert.True(result.IsError);
        Assert.Contains(told, result.Content.OfType<TextContentBlock>().Single().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_messages_go_to_the_output_and_the_end_of_the_input_ends_the_server_once_all_is_answered()
    {
        const string Input = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}
            {"jsonrpc":"2.0","method":"notifications/initialized"}
            {"jsonrpc":"2.0","id":2,"method":"tools/list"}
            {"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"ask","arguments":{"prompt":"What is two and two?"}}}

            """;
        var result = await CliProcess.RunAsync(["mcp", "--config", models.Configuration(), "--threads", "1"], Input);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("note: serving 8 functions over 3 models", result.Error, StringComparison.Ordinal);
        var answers = result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement).ToDictionary(static answer => answer.GetProperty("id").GetInt32());
        Assert.Equal([1, 2, 3], answers.Keys.Order());
        Assert.Contains(ScriptedModels.Thought, answers[3].GetProperty("result").GetProperty("content")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Theory, InlineData("INT", 130), InlineData("TERM", 143)]
    public async Task A_signal_ends_the_server(string signal, int code)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent by kill.");
        using var process = CliProcess.Start(["mcp", "--config", models.Configuration()], keepsInputOpen: true);
        await process.WaitForErrorAsync("note: serving");
        await process.SignalAsync(signal);
        Assert.Equal(code, (await process.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task A_configuration_that_is_wrong_is_told_on_the_error_stream()
    {
        var result = await CliProcess.RunAsync("mcp", "--config", "none.json");
        Assert.Equal(2, result.ExitCode);
        Assert.Equal("", result.Out);
    }

    private Task<McpClient> StartAsync(List<string> errors, params string[] arguments) => McpClient.CreateAsync(
        new StdioClientTransport(new()
        {
            Command = CliProcess.Executable,
            Arguments = ["mcp", "--config", models.Configuration(), "--threads", "1", .. arguments],
            StandardErrorLines = errors.Add,
        }),
        cancellationToken: Ct);

    private static async Task<JsonElement> CallAsync(McpClient client, string tool, params (string Name, object Value)[] arguments)
    {
        var result = await client.CallToolAsync(tool, arguments.ToDictionary(static a => a.Name, static a => (object?)a.Value), cancellationToken: Ct);
        var text = result.Content.OfType<TextContentBlock>().Single().Text;
        Assert.False(result.IsError is true, text);
        return JsonDocument.Parse(text).RootElement;
    }
}
