using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace ModelRouter.Cli.Tests;

/// <summary>What a policy decides by can be declared to every command that asks models.</summary>
public sealed class DeclarationTests(ScriptedModels models)
{
    private static readonly string[] Declared = ["--data-class", "confidential", "--tenant", "acme", "--user", "kim", "--agent", "scribe", "--tag", "beta", "--tag", "night"];

    private readonly string _ledger = models.Write("spend.db", "");

    [Theory]
    [InlineData("ask")]
    [InlineData("chat")]
    public async Task Models_are_asked_on_the_account_and_for_the_class_that_are_declared(string command)
    {
        string[] arguments = command == "ask" ? ["ask", "hi", "--model", "specialist"] : ["chat", "--model", "specialist"];
        var refused = await CliProcess.RunAsync([.. arguments, "--config", models.Configuration(), "--threads", "1", .. Declared], "hi\n");
        Assert.Contains("data-class", refused.Error, StringComparison.Ordinal);

        arguments = command == "ask" ? ["ask", "hi"] : ["chat"];
        var result = await CliProcess.RunAsync([.. arguments, "--config", models.Configuration(), "--threads", "1", "--ledger", _ledger, .. Declared], "hi\n");
        Assert.True(result.ExitCode == 0, result.ToString());
        await AssertEntryAsync();
    }

    [Fact]
    public async Task Route_decides_for_the_class()
    {
        var result = await CliProcess.RunAsync(["route", "hi", "--config", models.Configuration(), "--json", .. Declared]);

        Assert.True(result.ExitCode == 0, result.ToString());
        using var json = JsonDocument.Parse(result.Out);
        Assert.Equal("confidential", json.RootElement.GetProperty("profile").GetProperty("data_class").GetString());
        Assert.Equal("thinker", json.RootElement.GetProperty("ranking").EnumerateArray().Single().GetProperty("model").GetString());
    }

    [Fact]
    public async Task An_agent_that_is_served_asks_on_the_account_and_for_the_class()
    {
        var ct = TestContext.Current.CancellationToken;
        await using (var client = await McpClient.CreateAsync(
            new StdioClientTransport(new()
            {
                Command = CliProcess.Executable, Arguments = ["mcp", "--config", models.Configuration(), "--threads", "1", "--ledger", _ledger, .. Declared],
            }),
            cancellationToken: ct))
        {
            var refused = await client.CallToolAsync("ask", new Dictionary<string, object?> { ["prompt"] = "hi", ["model"] = "specialist" }, cancellationToken: ct);
            Assert.Contains("data-class", refused.Content.OfType<TextContentBlock>().Single().Text, StringComparison.Ordinal);
            Assert.NotEqual(true, (await client.CallToolAsync("ask", new Dictionary<string, object?> { ["prompt"] = "hi" }, cancellationToken: ct)).IsError);
        }

        await AssertEntryAsync();
    }

    [Theory]
    [InlineData("--tenant", " ", "--tenant is empty")]
    [InlineData("--user", null, "--user is too long; it has at most 200 characters")]
    [InlineData("--data-class", "secret", "secret")]
    public async Task What_cannot_be_declared_is_wrong_usage(string option, string? value, string told)
    {
        var result = await CliProcess.RunAsync(["route", "hi", "--config", models.Configuration(), option, value ?? new('u', 201)]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(told, result.Error, StringComparison.Ordinal);
    }

    private async Task AssertEntryAsync()
    {
        using var entry = JsonDocument.Parse((await CliProcess.RunAsync("ledger", "export", "--ledger", _ledger)).Out);
        string? Text(string name) => entry.RootElement.GetProperty(name).GetString();
        Assert.Equal(("thinker", "acme", "kim", "scribe"), (Text("model"), Text("tenant"), Text("user"), Text("agent")));
        var tags = entry.RootElement.GetProperty("tags").EnumerateArray().Select(static tag => tag.GetString()).Where(static tag => !tag!.Contains(':', StringComparison.Ordinal));
        Assert.Equal(["beta", "night"], tags);
    }
}
