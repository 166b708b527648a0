using System.Diagnostics;

namespace ModelRouter.Cli.Tests;

/// <summary>What a person sees; util-linux's script gives the program a terminal.</summary>
public sealed class TerminalTests(ScriptedModels models)
{
    [Fact]
    public async Task A_terminal_gets_dimmed_thoughts_and_no_escape_sequences_of_the_model()
    {
        var thinking = await OnTerminalAsync($"ask 2+2 --model {models.Thinker}");
        var hostile = await OnTerminalAsync($"ask hi --model {models.Hostile}");

        Assert.Contains("\u001b[2mTwo and two.", thinking, StringComparison.Ordinal);
        Assert.Contains(ScriptedModels.Answer, thinking, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b]0;", hostile, StringComparison.Ordinal);
        Assert.DoesNotContain('\u0007', hostile);
        Assert.Contains("]0;ownedsafe", hostile, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_wants_no_colours_gets_none()
    {
        var shown = await OnTerminalAsync($"ask 2+2 --model {models.Thinker}", "NO_COLOR=1 ");

        Assert.Contains("Two and two.", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[2m", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[3", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain\n\ttext", "plain\n\ttext")]
    [InlineData("\u001b[31mred\u009b0m\r\b\u007f\0", "[31mred0m")]
    [InlineData("넷 [red]", "넷 [red]")]
    public void Control_characters_are_taken_out(string text, string expected) => Assert.Equal(expected, TerminalText.Clean(text));

    private static async Task<string> OnTerminalAsync(string arguments, string variables = "")
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/script"), "util-linux's script is missing.");
        var command = $"{variables}TERM=xterm-256color '{CliProcess.Executable}' {arguments} --threads 1 --temperature 0";
        var start = new ProcessStartInfo("/usr/bin/script", ["-qec", command, "/dev/null"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        if (variables.Length == 0)
        {
            start.Environment.Remove("NO_COLOR");
        }

        using var process = Process.Start(start)!;
        var shown = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return shown.Replace("\r", "", StringComparison.Ordinal);
    }
}
