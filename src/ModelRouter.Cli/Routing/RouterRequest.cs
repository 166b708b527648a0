namespace ModelRouter.Cli;

/// <summary>Which router a command wants.</summary>
/// <param name="Model">A model's id, <c>auto</c>, <c>auto:tier</c> or the path of a GGUF file; <see langword="null"/> for <c>auto</c>.</param>
/// <param name="ConfigPath">The configuration file, if the command line names one.</param>
/// <param name="Threads">Processor threads for self-hosted models, over what the configuration says.</param>
/// <param name="Context">Tokens of context for self-hosted models, over what the configuration says.</param>
/// <param name="ContinuesText">True to let a file without a chat template continue the prompt; otherwise the engine refuses it.</param>
/// <param name="Ledger">The SQLite file that keeps what is spent, if the command line names one; over what the configuration says.</param>
/// <param name="KeepsLedger">True if models are asked, so that there is something to keep.</param>
/// <param name="RemembersSpending">True if what is spent is remembered until the program ends, where nothing keeps it.</param>
internal sealed record RouterRequest(
    string? Model,
    string? ConfigPath,
    int? Threads = null,
    int? Context = null,
    bool ContinuesText = false,
    string? Ledger = null,
    bool KeepsLedger = false,
    bool RemembersSpending = false);
