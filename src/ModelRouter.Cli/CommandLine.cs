using System.CommandLine;
using System.Globalization;

namespace ModelRouter.Cli;

/// <summary>The whole program: parse, run, and turn whatever goes wrong into one sentence and an exit code.</summary>
internal static class CommandLine
{
    internal static async Task<int> RunAsync(string[] args)
    {
        // Numbers and times read and write alike everywhere, where the runtime doesn't see to that.
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        using var interrupts = new Interrupts();
        var terminal = new Terminal();
        var root = new ModelRouterCommand(terminal, interrupts);

        // A word with @ is a word: a prompt may begin with one, and what stands in a file are not options.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        try
        {
            if (parsed.Errors.Count > 0)
            {
                return UsageErrors.Report(parsed, terminal);
            }

            // Signals and exceptions are ours: an answer that is cut short has to leave the terminal's colours as they were.
            var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            var code = await parsed.InvokeAsync(invocation, interrupts.Token).ConfigureAwait(false);

            // A signal that came when nobody waited for anything any more, while a ledger was closed, has the same end.
            return interrupts.CodeAfter(code == ExitCode.Success && terminal.HasFailed ? ExitCode.Failure : code);
        }
        catch (Exception failure)
        {
            return FailureReport.Write(failure, terminal, interrupts, root.IsVerbose(parsed));
        }
    }
}
