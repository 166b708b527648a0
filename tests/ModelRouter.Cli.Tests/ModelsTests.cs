using System.Text.Json;

namespace ModelRouter.Cli.Tests;

public sealed class ModelsTests(ScriptedModels models)
{
    [Fact]
    public async Task List_tells_tier_price_and_clearance()
    {
        var config = models.Configuration();

        var table = await CliProcess.RunAsync("models", "list", "--config", config);
        var result = await CliProcess.RunAsync("models", "list", "--config", config, "--json");

        Assert.Contains("0.25 / 1.5", table.Out, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(result.Out);
        var list = json.RootElement.GetProperty("models").EnumerateArray().ToDictionary(m => m.GetProperty("id").GetString()!, StringComparer.Ordinal);
        Assert.Equal("narrow specialist thinker", string.Join(' ', list.Keys.Order(StringComparer.Ordinal)));
        var thinker = list["thinker"];
        Assert.Equal("llamacpp", thinker.GetProperty("provider").GetString());
        Assert.Equal("confidential", thinker.GetProperty("clearance").GetString());
        Assert.Equal("reasoning", Assert.Single(thinker.GetProperty("capabilities").EnumerateArray()).GetString());
        Assert.Equal(JsonValueKind.Null, thinker.GetProperty("price").ValueKind);
        Assert.Equal(1.5m, list["specialist"].GetProperty("price").GetProperty("output_per_million").GetDecimal());
    }

    [Fact]
    public async Task An_adapter_is_told_from_a_model()
    {
        var adapter = models.Adapter;

        var table = await CliProcess.RunAsync("models", "info", adapter);
        var result = await CliProcess.RunAsync("models", "info", adapter, "--json");
        var asked = await CliProcess.RunAsync("ask", "Hello", "--model", adapter);

        Assert.Contains("adapter: it can't be asked itself", table.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("chat template", table.Out + asked.Error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(result.Out);
        Assert.Equal("adapter", json.RootElement.GetProperty("file").GetProperty("kind").GetString());
        Assert.Contains("LoraPath", asked.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Info_tells_what_the_file_says_and_what_would_run_it()
    {
        var byId = await CliProcess.RunAsync("models", "info", "thinker", "--config", models.Configuration(), "--json");
        var byPath = await CliProcess.RunAsync("models", "info", models.Untemplated, "--json");
        var table = await CliProcess.RunAsync("models", "info", models.Untemplated);

        using var known = JsonDocument.Parse(byId.Out);
        Assert.Equal("thinker", known.RootElement.GetProperty("model").GetProperty("id").GetString());
        Assert.True(known.RootElement.GetProperty("file").GetProperty("thinks").GetBoolean());
        Assert.Equal(2_048, known.RootElement.GetProperty("file").GetProperty("trained_context").GetInt32());
        Assert.NotEmpty(known.RootElement.GetProperty("natives").GetProperty("devices").EnumerateArray());

        using var file = JsonDocument.Parse(byPath.Out);
        Assert.Equal(JsonValueKind.Null, file.RootElement.GetProperty("model").ValueKind);
        Assert.Equal("llama", file.RootElement.GetProperty("file").GetProperty("architecture").GetString());
        Assert.False(file.RootElement.GetProperty("file").GetProperty("has_chat_template").GetBoolean());
        Assert.Contains("it continues text", table.Out, StringComparison.Ordinal);
    }
}
