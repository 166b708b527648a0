using System.Diagnostics;

namespace ModelRouter.LlamaCpp.Tests;

/// <summary>Feeds seeds to child processes; one that dies or hangs is a failure, and the next takes over behind it.</summary>
internal static class FuzzRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task<FuzzReport> RunAsync(string target, int first, int count, Action<string> onFailure, CancellationToken cancellationToken)
    {
        var report = new FuzzReport();
        for (var seed = first; seed < first + count;)
        {
            seed = await RunWorkerAsync(target, seed, first + count, report, onFailure, cancellationToken);
        }

        return report;
    }

    /// <returns>The first seed that was not run.</returns>
    private static async Task<int> RunWorkerAsync(
        string target, int first, int end, FuzzReport report, Action<string> onFailure, CancellationToken cancellationToken)
    {
        var start = ChildProcess.StartInfo(FuzzWorker.Argument, target);
        start.RedirectStandardInput = true;
        start.RedirectStandardError = true;

        // An abort should neither start a debugger nor write a dump.
        start.Environment["GGML_NO_BACKTRACE"] = "1";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        using var worker = Process.Start(start)!;
        var errors = worker.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            for (var seed = first; seed < end; seed++)
            {
                var outcome = await AskAsync(worker, seed, cancellationToken);
                report.Add(outcome ?? "DIED");
                if (outcome is not null && !outcome.StartsWith(FuzzReport.Bad, StringComparison.Ordinal))
                {
                    continue;
                }

                Kill(worker);
                var failure = $"{target} {seed}: {outcome ?? Last(await errors)}";
                report.Failures.Add(failure);
                onFailure(failure);
                return seed + 1;
            }

            return end;
        }
        finally
        {
            worker.StandardInput.Close();
            Kill(worker);
        }
    }

    /// <returns>What the worker says; <see langword="null"/> if it died or fell silent.</returns>
    private static async Task<string?> AskAsync(Process worker, int seed, CancellationToken cancellationToken)
    {
        try
        {
            await worker.StandardInput.WriteLineAsync(seed.ToString());
            await worker.StandardInput.FlushAsync(cancellationToken);
            while (await worker.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(Patience, cancellationToken) is { } line)
            {
                // llama.cpp's last words are not the worker's.
                if (line.StartsWith($"{seed} ", StringComparison.Ordinal))
                {
                    return line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..];
                }
            }

            return null;
        }
        catch (Exception gone) when (gone is IOException or TimeoutException)
        {
            return null;
        }
    }

    private static string Last(string errors) => errors.Length == 0 ? "died or hung without a word" : errors[^Math.Min(errors.Length, 1_500)..].ReplaceLineEndings(" ");

    private static void Kill(Process worker)
    {
        try
        {
            if (!worker.WaitForExit(TimeSpan.FromMilliseconds(500)))
            {
                worker.Kill();
                worker.WaitForExit();
            }
        }
        catch (InvalidOperationException)
        {
            // It ended on its own in the meantime.
        }
    }
}
