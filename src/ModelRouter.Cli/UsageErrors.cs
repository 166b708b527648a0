using System.CommandLine;
using System.CommandLine.Parsing;

namespace ModelRouter.Cli;

/// <summary>Tells what is wrong with a command line.</summary>
internal static class UsageErrors
{
    internal static int Report(ParseResult parsed, Terminal terminal)
    {
        var command = parsed.CommandResult.Command;
        var path = PathOf(parsed.CommandResult);
        if (command.Subcommands.Count > 0 && parsed.UnmatchedTokens.Count == 0 && parsed.Tokens.All(t => t.Type == TokenType.Command))
        {
            // Nothing was asked for yet, so the list of what can be asked for is the answer.
            command.Parse(["--help"]).Invoke(new InvocationConfiguration { Output = terminal.Error });
            return ExitCode.Usage;
        }

        // Only the first unknown word is told: what follows a misspelled command may be right.
        if (parsed.UnmatchedTokens is [var word, ..])
        {
            var known = word.StartsWith('-') ? OptionNames(parsed.CommandResult) : command.Subcommands.Select(c => c.Name);
            terminal.WriteError($"'{word}' is unknown.{Spelling.DidYouMean(word, known)}");
        }

        foreach (var error in parsed.UnmatchedTokens.Count == 0 ? parsed.Errors : [])
        {
            terminal.WriteError(Describe(error));
        }

        terminal.Error.WriteLine($"Run '{path} --help' for what is possible.");
        return ExitCode.Usage;
    }

    /// <summary>An error in our words where the parser's own say little: it names neither the option nor what is meant by an argument.</summary>
    private static string Describe(ParseError error) => error.SymbolResult switch
    {
        ArgumentResult { Argument: { } argument, Tokens.Count: var given } when given < argument.Arity.MinimumNumberOfValues && argument.Name.Length > 0 =>
            argument.Description is { Length: > 0 } meaning ? $"the {argument.Name} is missing: {char.ToLowerInvariant(meaning[0])}{meaning[1..]}" : $"the {argument.Name} is missing.",
        OptionResult { Option: { } option, Tokens.Count: var given } when given < option.Arity.MinimumNumberOfValues =>
            $"{option.Name} needs a value{(option.Description is { Length: > 0 } meaning ? $": {char.ToLowerInvariant(meaning[0])}{meaning[1..]}" : ".")}",
        _ => error.Message,
    };

    /// <summary>Options that a command accepts, its parents' included.</summary>
    internal static IEnumerable<string> OptionNames(CommandResult command)
    {
        foreach (var option in command.Command.Options)
        {
            yield return option.Name;
        }

        for (var parent = command.Parent as CommandResult; parent is not null; parent = parent.Parent as CommandResult)
        {
            foreach (var option in parent.Command.Options.Where(o => o.Recursive))
            {
                yield return option.Name;
            }
        }
    }

    internal static string PathOf(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{PathOf(parent)} {command.Command.Name}" : "modelrouter";
}
