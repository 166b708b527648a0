namespace ModelRouter.Cli;

/// <summary>Writes a file that is there as a whole or not at all: beside it first, and in its place when it is complete.</summary>
internal static class WholeFile
{
    internal static async Task WriteAsync(string path, Func<Stream, Task> write)
    {
        var partial = $"{path}.{Environment.ProcessId}.partial";
        try
        {
            var file = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None);
            await using (file.ConfigureAwait(false))
            {
                await write(file).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
