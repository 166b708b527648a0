namespace ModelRouter.Cli.Tests;

public sealed class InterruptTests(ScriptedModels models)
{
    private string[] Endless => ["--model", models.Endless, "--context", "150000", "--threads", "1", "--show-thinking"];

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_signal_ends_an_endless_thought_with_its_code(string signal, int code)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent by kill.");
        using var process = CliProcess.Start(["ask", "Go", .. Endless]);
        await process.WaitForErrorAsync("on and on");

        await process.SignalAsync(signal);
        var result = await process.EndAsync();

        Assert.True(result.ExitCode == code, $"{result.ExitCode}");
        Assert.EndsWith("cancelled", result.Error.TrimEnd(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_chat_the_first_signal_stops_the_answer_and_the_next_line_is_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent by kill.");
        using var process = CliProcess.Start(["chat", .. Endless], "Go\n/model\n");
        await process.WaitForErrorAsync("on and on");

        await process.SignalAsync("INT");
        var result = await process.EndAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("note: stopped; this turn is forgotten", result.Error, StringComparison.Ordinal);
        Assert.Contains("note: the next turn asks auto.", result.Error, StringComparison.Ordinal);
    }
}
