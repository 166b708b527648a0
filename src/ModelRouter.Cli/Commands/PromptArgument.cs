using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace ModelRouter.Cli;

/// <summary>The prompt: words, or <c>-</c> or nothing for standard input.</summary>
internal sealed partial class PromptArgument : Argument<string[]>
{
    public PromptArgument()
        : base("prompt")
    {
        Description = "What to ask. '-', or nothing when input is piped, reads standard input.";
        Arity = ArgumentArity.ZeroOrMore;
    }

    /// <summary>Opens standard input.</summary>
    internal Func<TextReader> OpenInput { get; init; } = Terminal.OpenInput;

    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The prompt's text.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    /// <exception cref="OperationCanceledException">The program should end.</exception>
    public async Task<string> ReadAsync(ParseResult parsed, Terminal terminal, CancellationToken ct)
    {
        var words = parsed.GetValue(this) ?? [];
        RefuseOptions(parsed, words);
        if (words.Length == 0 && terminal.IsInputTerminal)
        {
            throw new UsageException($"there is no prompt. {Example(parsed)}");
        }

        var text = words is [] or ["-"] ? await ReadInputAsync(ct).ConfigureAwait(false) : string.Join(' ', words);
        return string.IsNullOrWhiteSpace(text)
            ? throw new UsageException($"the prompt is empty. {Example(parsed)}, or pipe text into it.")
            : text;
    }

    private static string Example(ParseResult parsed) => $"Write one: {UsageErrors.PathOf(parsed.CommandResult)} \"Why is the sky blue?\"";

    private async Task<string> ReadInputAsync(CancellationToken ct)
    {
        // A read of a terminal or pipe can't be interrupted; the wait for it can.
        using var input = OpenInput();
        var text = await Task.Run(() => input.ReadToEndAsync(CancellationToken.None), ct).WaitAsync(ct).ConfigureAwait(false);
        ct.ThrowIfCancellationRequested();

        if (string.IsNullOrWhiteSpace(text))
        {
            await Task.Delay(Interrupts.Grace, Time, ct).ConfigureAwait(false);
        }

        return text;
    }

    /// <summary>The parser takes an option that it doesn't know for a word of the prompt; a misspelled one must not be asked.</summary>
    private static void RefuseOptions(ParseResult parsed, string[] words)
    {
        if (!parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash)
            && words.FirstOrDefault(word => OptionLike().IsMatch(word)) is { } option)
        {
            var name = option.Split('=')[0];
            throw new UsageException(
                $"the option {name} is unknown.{Spelling.DidYouMean(name, UsageErrors.OptionNames(parsed.CommandResult))} "
                + "Put '--' before a prompt that begins with '-'.");
        }
    }

    [GeneratedRegex("^--?[A-Za-z][A-Za-z-]*(=.*)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 250)]
    private static partial Regex OptionLike();
}
