namespace ModelRouter.Storage.Tests;

/// <summary>A process that may write no large file, and so has a disk that is full for a large entry; says how many files there are.</summary>
internal static class SpoolWorker
{
    internal const string Argument = "spool-worker";

    /// <summary>What a shell does before it starts it.</summary>
    internal const string Limit = "trap '' XFSZ; ulimit -f 256";

    public static int Run(string folder)
    {
        using var spool = new Spool(folder, "ledger.db");
        AppendTooMuch();
        AppendTooMuch();

        // Where there is a file already, it stays.
        spool.Append(Entries.Numbered(1));
        AppendTooMuch();
        return 0;

        void AppendTooMuch()
        {
            try
            {
                spool.Append(Entries.Numbered(2) with { Error = new string('x', 1 << 20) });
                Console.WriteLine("took it");
            }
            catch (ArgumentOutOfRangeException)
            {
                // .NET's word for a file that may not become so long.
                Console.WriteLine(Directory.GetFiles(folder).Length);
            }
        }
    }
}
