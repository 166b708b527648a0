using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary>The options that choose models; the same for every command that routes.</summary>
internal sealed class RouterOptions
{
    /// <summary>Above what any model was trained for; a slip of the finger must not ask for all the memory there is.</summary>
    private const int MaxContext = 10_485_760;

    private readonly Option<string?> _model = new("--model", "-m")
    {
        Description = "A configured model's id, a .gguf file, auto, or auto:self-hosted, auto:specialized, auto:cloud.",
        HelpName = "id|file.gguf|auto|auto:tier",
    };

    private readonly ConfigOption _config = new();
    private readonly Option<int?> _threads = Number.Option("--threads", "Processor threads for self-hosted models; half of the processors by default.", 1, 512);
    private readonly Option<int?> _context = Number.Option("--context", "Tokens, prompt and answer together, that a self-hosted model keeps in view.", 1, MaxContext);
    private readonly LedgerOption _ledger = new("Keep what is spent in this SQLite file; otherwise as the configuration's Ledger says.");
    private readonly bool _hasEngine;

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="hasEngine">True if it runs models, so that the engine's options matter.</param>
    public RouterOptions(Command command, bool hasEngine)
    {
        _hasEngine = hasEngine;
        command.Options.Add(_model);
        command.Options.Add(_config);
        if (hasEngine)
        {
            command.Options.Add(_threads);
            command.Options.Add(_context);
            command.Options.Add(_ledger);
        }
    }

    public RouterRequest Read(ParseResult parsed) => new(
        parsed.GetValue(_model),
        parsed.GetValue(_config),
        _hasEngine ? parsed.GetValue(_threads) : null,
        _hasEngine ? parsed.GetValue(_context) : null)
    {
        Ledger = _hasEngine ? parsed.GetValue(_ledger) : null,
        KeepsLedger = _hasEngine,
    };
}
