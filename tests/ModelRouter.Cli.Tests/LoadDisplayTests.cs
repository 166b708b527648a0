using Spectre.Console;

namespace ModelRouter.Cli.Tests;

public sealed class LoadDisplayTests
{
    [Fact]
    public async Task Two_models_load_at_a_time_and_one_of_them_has_the_bar()
    {
        using var shown = new StringWriter();
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(shown) });
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        var ct = TestContext.Current.CancellationToken;

        var one = LoadDisplay.ShowAsync(console, TimeSpan.Zero, "Loading one", (_, _) => first.Task, ct);
        var other = LoadDisplay.ShowAsync(console, TimeSpan.Zero, "Loading other", (_, _) => second.Task, ct);
        second.SetResult();
        await other;
        Assert.False(one.IsCompleted);
        first.SetResult();
        await one;

        // Whoever comes later has the bar again, also after one that has failed.
        await Assert.ThrowsAsync<FormatException>(
            () => LoadDisplay.ShowAsync(console, TimeSpan.Zero, "Loading a third", async (_, _) => { await Task.Yield(); throw new FormatException(); }, ct));
        await LoadDisplay.ShowAsync(console, TimeSpan.Zero, "Loading a fourth", async (_, token) => await Task.Delay(1, token), ct);
    }
}
