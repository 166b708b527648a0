namespace ModelRouter.Cli;

/// <summary>Writes a file that is there as a whole or not at all: beside it first, and in its place when it is complete.</summary>
internal static class WholeFile
{
    internal static async Task WriteAsync(string path, Func<Stream, Task> write)
    {
        if (OutputPath.IsDevice(path))
        {
            var device = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            await using var closing = device.ConfigureAwait(false);
            await write(device).ConfigureAwait(false);
            return;
        }

        // A link stays one, and what it leads to is replaced.
        var target = OutputPath.Resolve(path);
        var partial = $"{target}.{Environment.ProcessId}.partial";
        try
        {
            var file = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None);
            await using (file.ConfigureAwait(false))
            {
                await write(file).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            File.Move(partial, target, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>As <see cref="WriteAsync(string, Func{Stream, Task})"/>, for UTF-8 text.</summary>
    internal static Task WriteTextAsync(string path, Func<TextWriter, Task> write) => WriteAsync(path, async stream =>
    {
        var writer = new StreamWriter(stream, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await using var end = writer.ConfigureAwait(false);
        await write(writer).ConfigureAwait(false);
    });
}
