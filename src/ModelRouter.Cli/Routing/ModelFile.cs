using ModelRouter.LlamaCpp;

namespace ModelRouter.Cli;

/// <summary>A router over one GGUF file, without any configuration.</summary>
internal static class ModelFile
{
    private const string Extension = ".gguf";

    /// <summary>True if <c>--model</c> names a file rather than a configured model, whose id may look like a path.</summary>
    /// <exception cref="UsageException">It may be either, and the configuration can't be read.</exception>
    internal static bool IsPath(string? model, string? configPath) =>
        model is not null
        && (model.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)
            || ((model.Contains(Path.DirectorySeparatorChar) || model.Contains(Path.AltDirectorySeparatorChar))
                && (File.Exists(model) || !ConfigurationFile.HasModel(model, configPath))));

    /// <summary>What the file says of itself.</summary>
    /// <exception cref="UsageException">There is no such file.</exception>
    /// <exception cref="InvalidModelFileException">It is no GGUF file, or a damaged one.</exception>
    internal static async Task<LlamaModelInfo> ReadAsync(string path, CancellationToken ct)
    {
        if (!File.Exists(path))
        {
            throw new UsageException(Directory.Exists(path)
                ? $"'{path}' is a folder; name a .gguf file in it.{Neighbours(path)}"
                : $"the model file '{path}' does not exist.{Neighbours(Path.GetDirectoryName(Path.GetFullPath(path)))}");
        }

        return await LlamaModelInfo.ReadAsync(path, ct).ConfigureAwait(false);
    }

    /// <summary>Opens a router over the file.</summary>
    internal static async Task<OpenedRouter> OpenAsync(RouterRequest request, Terminal terminal, CancellationToken ct)
    {
        var info = await ReadAsync(request.Model!, ct).ConfigureAwait(false);
        var isContinued = request.ContinuesText && info.IsModel && !info.HasChatTemplate;
        if (isContinued)
        {
            terminal.WriteNote($"{Path.GetFileName(info.Path)} has no chat template, so it continues the prompt instead of answering it.");
        }

        var options = new LlamaModelOptions
        {
            ModelPath = info.Path,
            Format = isContinued ? PromptFormat.Completion : PromptFormat.ChatTemplate,
            Threads = request.Threads ?? 0,
            ContextSize = request.Context ?? 0,
            MaxConcurrency = 1,
        };
        var endpoint = new ModelEndpoint(ProfileOf(info), new LlamaChatClient(options), ownsClient: true);
        return RouterSource.WithLedger(null, request, ledger => new(
            new([RouterSource.WithProgress(endpoint, terminal)], ledger: ledger, failureReaders: KnownProviders.FailureReaders),
            ModelId: null,
            Configuration: null,
            terminal,
            Ledger: ledger));
    }

    private static ModelProfile ProfileOf(LlamaModelInfo info) => new()
    {
        Id = Path.GetFileName(info.Path),
        Tier = ModelTier.SelfHosted,
        Pricing = ModelPricing.Free,
        Capabilities = info.Thinks ? ModelCapabilities.Reasoning : ModelCapabilities.None,

        // The engine counts the prompt exactly; an estimate must not refuse the one model that was named.
        ContextWindow = int.MaxValue,

        // It runs on this machine, so no data leaves it.
        Clearance = DataClass.Confidential,
    };

    private static string Neighbours(string? folder)
    {
        var found = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*" + Extension).Select(Path.GetFileName).Order(StringComparer.Ordinal).Take(5).ToList()
            : [];
        return found.Count == 0 ? "" : $" That folder has: {string.Join(", ", found)}.";
    }
}
