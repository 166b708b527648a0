using System.Runtime.InteropServices;

namespace ModelRouter.Cli;

/// <summary>Turns Ctrl-C and the request to end into cancellation. A second Ctrl-C ends the process at once.</summary>
internal sealed class Interrupts : IDisposable
{
    /// <summary>How long after the end of the input a signal may be told that has ended it: one to all programs of a pipe.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _ending = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    public Interrupts()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnInterrupt);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnTerminate);
    }

    /// <summary>Cancelled when the program should end.</summary>
    public CancellationToken Token => _ending.Token;

    /// <summary>The exit code of a program that was asked to end.</summary>
    public int Code { get; private set; } = ExitCode.Interrupted;

    /// <summary>Gets Ctrl-C first; true if it has dealt with it and the program goes on. Runs on a thread of its own.</summary>
    public Func<bool>? Handler { get; set; }

    /// <summary>The exit code of a program that has come to its end with <paramref name="code"/>, maybe after it was asked to end.</summary>
    public int CodeAfter(int code) => _ending.IsCancellationRequested ? Code : code;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _ending.Dispose();
    }

    private void OnInterrupt(PosixSignalContext signal)
    {
        if (_ending.IsCancellationRequested)
        {
            return;
        }

        signal.Cancel = true;
        if (Handler?.Invoke() != true)
        {
            _ending.Cancel();
        }
    }

    internal void OnTerminate(PosixSignalContext signal)
    {
        signal.Cancel = !_ending.IsCancellationRequested;
        Code = ExitCode.Terminated;
        _ending.Cancel();
    }
}
