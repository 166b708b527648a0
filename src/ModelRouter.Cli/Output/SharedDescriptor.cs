using Microsoft.Win32.SafeHandles;

namespace ModelRouter.Cli;

/// <summary>A descriptor that a shell has opened: whoever writes to it next goes on where this has ended.</summary>
internal sealed class SharedDescriptor(int number) : FileStream(new SafeFileHandle(number, ownsHandle: false), FileAccess.Write)
{
    public override async ValueTask DisposeAsync()
    {
        await FlushAsync().ConfigureAwait(false);
        MoveOn();
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && CanWrite)
        {
            Flush();
            MoveOn();
        }

        base.Dispose(disposing);
    }

    /// <summary>A stream keeps its own place in a file; who asks for its handle gets that moved there.</summary>
    private void MoveOn() => GC.KeepAlive(SafeFileHandle);
}
