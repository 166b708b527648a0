using System.CommandLine;
using ModelRouter.LlamaCpp;

namespace ModelRouter.Cli;

/// <summary><c>models info</c>: one model, its file and the libraries that would run it.</summary>
internal sealed class ModelsInfoCommand : Command
{
    private readonly Argument<string> _model = new("model") { Description = "A configured model's id, or a .gguf file.", HelpName = "id|file.gguf" };
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object instead: model, file, natives." };
    private readonly ConfigOption _config = new();
    private readonly Terminal _terminal;

    public ModelsInfoCommand(Terminal terminal)
        : base("info", "Describes a configured model or a GGUF file, and the llama.cpp libraries that would run it.")
    {
        _terminal = terminal;
        Arguments.Add(_model);
        Options.Add(_config);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var given = parsed.GetValue(_model)!;
        var config = parsed.GetValue(_config);
        var name = ModelFile.IsPath(given, config) ? given : PulledModel.Find(given, config) ?? given;
        var isFile = ModelFile.IsPath(name, config);
        using var opened = isFile ? null : await RouterSource.OpenAsync(new(name, config), _terminal, ct).ConfigureAwait(false);
        var endpoint = opened?.Find(name);
        var path = isFile ? name : OpenedRouter.FileOf(endpoint!);
        var file = path is null ? null : await ModelFile.ReadAsync(path, ct).ConfigureAwait(false);
        var natives = file is null ? null : ReadNatives();
        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(_terminal, json => ModelJson.WriteInfo(json, endpoint, file, natives));
        }
        else
        {
            ModelTables.WriteInfo(_terminal, endpoint, file, natives);
        }

        return ExitCode.Success;
    }

    /// <summary>The libraries; <see langword="null"/> and a note if they are missing, since the file's facts need none.</summary>
    private LlamaRuntimeInfo? ReadNatives()
    {
        try
        {
            return LlamaRuntimeInfo.Read();
        }
        catch (LlamaNativesException missing)
        {
            _terminal.WriteNote(missing.Message);
            return null;
        }
    }
}
