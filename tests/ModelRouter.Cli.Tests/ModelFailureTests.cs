namespace ModelRouter.Cli.Tests;

public sealed class ModelFailureTests(ScriptedModels models)
{
    [Fact]
    public async Task A_file_that_is_no_model_is_named()
    {
        var text = models.Write("notes.gguf", "These are notes, not weights.");

        AssertFailure(await CliProcess.RunAsync("ask", "hi", "--model", text), "is not a usable GGUF model");
        AssertFailure(await CliProcess.RunAsync("models", "info", text), "is not a usable GGUF model");
    }

    [Fact]
    public async Task A_download_that_broke_off_is_told()
    {
        var half = models.Write("half.gguf", "");
        var bytes = await File.ReadAllBytesAsync(models.Thinker, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(half, bytes[..(bytes.Length / 2)], TestContext.Current.CancellationToken);

        AssertFailure(await CliProcess.RunAsync("ask", "hi", "--model", half), "is not a usable GGUF model");
    }

    [Fact]
    public async Task A_prompt_that_does_not_fit_is_told()
    {
        var result = await CliProcess.RunAsync(
            "ask", string.Join(' ', Enumerable.Repeat("word", 600)), "--model", models.Thinker, "--context", "256", "--threads", "1");

        AssertFailure(result, "256");
        var json = await CliProcess.RunAsync(
            "ask", string.Join(' ', Enumerable.Repeat("word", 600)), "--model", models.Thinker, "--context", "256", "--threads", "1", "--json");
        using var told = System.Text.Json.JsonDocument.Parse(json.Out);
        Assert.Equal("error attempts skipped decision", Json.Members(told.RootElement));
        Assert.Equal("context_length", told.RootElement.GetProperty("attempts")[0].GetProperty("failure").GetString());
        Assert.Contains("[context_length]: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prompt_that_no_model_may_serve_is_explained()
    {
        var result = await CliProcess.RunAsync("ask", "hi", "--model", "auto:cloud", "--config", models.Configuration());

        AssertFailure(result, "no model may serve this prompt");
        Assert.Contains("narrow [context-window]", result.Error, StringComparison.Ordinal);
        Assert.Contains("thinker [tier]", result.Error, StringComparison.Ordinal);

        var pinned = await CliProcess.RunAsync("ask", "hi", "--model", "narrow", "--config", models.Configuration());
        AssertFailure(pinned, "narrow [context-window]");
        Assert.DoesNotContain("thinker", pinned.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_natives_routing_works_and_asking_names_the_command_that_brings_them()
    {
        var copy = Directory.CreateDirectory(Path.Combine(models.Folder, "bare")).FullName;
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)), overwrite: true);
        }

        var executable = Path.Combine(copy, Path.GetFileName(CliProcess.Executable));
        var ask = await CliProcess.RunAsync(["ask", "hi", "--model", models.Thinker], null, executable: executable);
        var route = await CliProcess.RunAsync(["route", "hi", "--model", models.Thinker], null, executable: executable);
        var info = await CliProcess.RunAsync(["models", "info", models.Thinker, "--json"], null, executable: executable);

        AssertFailure(ask, "dotnet build");
        Assert.Contains("MODELROUTER_LLAMA_PATH", ask.Error, StringComparison.Ordinal);
        Assert.Equal(0, route.ExitCode);
        Assert.Equal(0, info.ExitCode);
        Assert.Contains("\"natives\":null", info.Out, StringComparison.Ordinal);
    }

    private static void AssertFailure(CliResult result, string expected)
    {
        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal("", result.Out);
        Assert.StartsWith("error: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }
}
