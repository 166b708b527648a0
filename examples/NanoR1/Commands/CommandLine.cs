using System.CommandLine;
using ModelRouter.LlamaCpp;

namespace NanoR1;

/// <summary>Runs a command and turns what may go wrong into a sentence and an exit code: 1 for a failure, 2 for a wrong command line.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            await Console.Error.WriteLineAsync($"Run 'NanoR1 {parsed.CommandResult.Command.Name} --help' for what is possible.");
            return 2;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Cancelled.");
            return 130;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or FormatException or LlamaException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    }
}
