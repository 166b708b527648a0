using System.CommandLine;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Time.Testing;

namespace ModelRouter.Cli.Tests;

/// <summary>A signal to all programs of a pipe ends the input as well: what follows is what the signal asks for.</summary>
public sealed class EndOfInputTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_signal_together_with_the_end_ends_the_reading_of_a_prompt(bool hasText)
    {
        using var input = new HeldInput(hasText ? "half a pro" : null);
        using var ending = new CancellationTokenSource();
        var reading = ReadPromptAsync(input, new FakeTimeProvider(), ending.Token);

        await input.EndWithSignalAsync(ending, reading);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_signal_a_moment_after_the_end_ends_it_and_without_one_there_is_no_prompt(bool isSignalled)
    {
        using var ending = new CancellationTokenSource();
        var time = new FakeTimeProvider();
        var waiting = new TaskCompletionSource();
        var reading = ReadPromptAsync(new StringReader(" \n"), new Watched(time, waiting), ending.Token);

        await await Task.WhenAny(waiting.Task, reading);
        Assert.False(reading.IsCompleted);
        if (isSignalled)
        {
            await ending.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
            return;
        }

        time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Contains("the prompt is empty", (await Assert.ThrowsAsync<UsageException>(() => reading)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signal_together_with_the_end_ends_a_chat_as_a_signal_does()
    {
        using var input = new HeldInput(null);
        using var ending = new CancellationTokenSource();
        using var interrupts = new Interrupts();
        var chat = new ChatSession(null!, new Terminal(), interrupts, input).RunAsync(ending.Token);

        await input.EndWithSignalAsync(ending, chat);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => chat);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_signal_a_moment_after_the_end_ends_a_chat_as_a_signal_does(bool isSignalled)
    {
        using var ending = new CancellationTokenSource();
        using var interrupts = new Interrupts();
        var time = new FakeTimeProvider();
        var waiting = new TaskCompletionSource();
        var chat = new ChatSession(null!, new Terminal(), interrupts, new StringReader("/help\n"), new Watched(time, waiting)).RunAsync(ending.Token);

        await await Task.WhenAny(waiting.Task, chat);
        Assert.False(chat.IsCompleted);
        if (isSignalled)
        {
            await ending.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => chat);
        }
        else
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            Assert.Equal(0, await chat);
        }

        Assert.Null(interrupts.Handler);
    }

    [Fact]
    public void A_signal_while_the_program_closes_has_the_same_code()
    {
        using var interrupts = new Interrupts();
        Assert.Equal((0, 1), (interrupts.CodeAfter(0), interrupts.CodeAfter(1)));

        var signal = new PosixSignalContext(PosixSignal.SIGTERM);
        interrupts.OnTerminate(signal);

        Assert.Equal((true, 143, 143), (signal.Cancel, interrupts.CodeAfter(0), interrupts.CodeAfter(1)));
    }

    private static Task<string> ReadPromptAsync(TextReader input, TimeProvider time, CancellationToken ct)
    {
        var prompt = new PromptArgument { OpenInput = () => input, Time = time };
        return prompt.ReadAsync(new Command("ask") { prompt }.Parse(["-"]), new Terminal(), ct);
    }

    /// <summary>Input that ends when it is told to.</summary>
    private sealed class HeldInput(string? text) : TextReader
    {
        private readonly TaskCompletionSource _hasBegun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _hasEnded = new();

        /// <summary>Ends when the signal has been given and who waits for the input has not been told of it.</summary>
        public async Task EndWithSignalAsync(CancellationTokenSource ending, Task reading)
        {
            // What hasn't begun would be cancelled before it does. The last that is registered is told first.
            await _hasBegun.Task;
            using var first = ending.Token.Register(() =>
            {
                _hasEnded.Set();
                SpinWait.SpinUntil(() => reading.IsCompleted, TimeSpan.FromSeconds(10));
            });
            await ending.CancelAsync();
        }

        public override string? ReadLine()
        {
            _hasBegun.TrySetResult();
            _hasEnded.Wait();
            return text;
        }

        public override Task<string> ReadToEndAsync(CancellationToken cancellationToken) => Task.FromResult(ReadLine() ?? "");

        protected override void Dispose(bool disposing)
        {
            _hasEnded.Set();
            base.Dispose(disposing);
        }
    }

    /// <summary>Tells when a timer is made.</summary>
    private sealed class Watched(TimeProvider time, TaskCompletionSource made) : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = time.CreateTimer(callback, state, dueTime, period);
            made.TrySetResult();
            return timer;
        }
    }
}
