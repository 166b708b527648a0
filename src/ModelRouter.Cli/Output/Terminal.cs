using System.Text;
using Spectre.Console;

namespace ModelRouter.Cli;

/// <summary>The three streams, and what may be written to each: colours only where a person looks.</summary>
internal sealed class Terminal
{
    private const int PipeWidth = 240;

    public Terminal()
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        if (!Console.IsOutputRedirected || OperatingSystem.IsWindows())
        {
            Console.OutputEncoding = utf8;
        }

        Out = IsOutTerminal ? Console.Out : new StreamWriter(Console.OpenStandardOutput(), utf8) { AutoFlush = true };
        Error = IsErrorTerminal ? Console.Error : new StreamWriter(ForgivingStream.Open(Console.OpenStandardError), utf8) { AutoFlush = true };
        OutDisplay = Display(Out, IsOutTerminal);
        ErrorDisplay = Display(Error, IsErrorTerminal);
    }

    public bool IsInputTerminal { get; } = !Console.IsInputRedirected;

    public bool IsOutTerminal { get; } = !Console.IsOutputRedirected;

    public bool IsErrorTerminal { get; } = !Console.IsErrorRedirected;

    /// <summary>Results only: an answer, a table or one JSON object.</summary>
    public TextWriter Out { get; }

    /// <summary>Everything else: thoughts, receipts, notes, errors.</summary>
    public TextWriter Error { get; }

    /// <summary>Tables on <see cref="Out"/>.</summary>
    public IAnsiConsole OutDisplay { get; }

    /// <summary>Progress and receipts on <see cref="Error"/>.</summary>
    public IAnsiConsole ErrorDisplay { get; }

    /// <summary>True if <see cref="Error"/> understands colours and the user wants them (NO_COLOR, see no-color.org).</summary>
    public bool HasErrorColors => IsErrorTerminal && !IsPlain && ErrorDisplay.Profile.Capabilities.Ansi;

    /// <summary>True after <see cref="WriteFailure"/>.</summary>
    public bool HasFailed { get; private set; }

    private static bool IsPlain => Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };

    /// <summary>Opens standard input as UTF-8 text.</summary>
    public static TextReader OpenInput() => new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false));

    public void WriteNote(string text) => Error.WriteLine($"note: {text}");

    public void WriteError(string text)
    {
        Error.Write(HasErrorColors ? "\e[31merror:\e[0m " : "error: ");
        Error.WriteLine(IsErrorTerminal ? TerminalText.Clean(text) : text);
    }

    /// <summary>Tells what went wrong beside the result; the exit code says it, too.</summary>
    public void WriteFailure(string text)
    {
        WriteError(text);
        HasFailed = true;
    }

    private static IAnsiConsole Display(TextWriter writer, bool isTerminal)
    {
        var display = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal && !IsPlain ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(writer),
        });
        if (!isTerminal)
        {
            // Who pipes a table into another program wants whole lines.
            display.Profile.Width = PipeWidth;
        }

        return display;
    }
}
