using System.CommandLine;
using ModelRouter.LlamaCpp;

namespace ModelRouter.Cli;

/// <summary><c>models pull</c>: downloads a model of the catalog, or goes on with a download.</summary>
internal sealed class ModelsPullCommand : Command
{
    private readonly Argument<string?> _id = new("id") { Description = "A model of the catalog; 'models list --available' shows it.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _folder = new("--folder") { Description = "Where to put the file; otherwise the configured folder, otherwise one of the user's.", HelpName = "folder" };
    private readonly Option<string?> _sha256 = new("--sha256") { Description = "The file's checksum, where neither catalog nor registry gives one.", HelpName = "hex" };
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object instead: path, bytes, sha256, resumed, seconds." };
    private readonly ConfigOption _config = new();
    private readonly Terminal _terminal;
    private readonly Interrupts _interrupts;

    public ModelsPullCommand(Terminal terminal, Interrupts interrupts)
        : base("pull", "Downloads a model by name, checks it, and goes on where an earlier download stopped.")
    {
        _terminal = terminal;
        _interrupts = interrupts;
        Arguments.Add(_id);
        Options.Add(_folder);
        Options.Add(_sha256);
        Options.Add(_config);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var entry = Find(parsed.GetValue(_id));
        var named = parsed.GetValue(_folder);
        if (named is not null && string.IsNullOrWhiteSpace(named))
        {
            throw new UsageException("--folder is empty; name a folder, or leave it out.");
        }

        var settings = RegistrySettings.Read(parsed.GetValue(_config));
        var folder = named ?? settings.Folder;
        List<string> made = [];
        for (var missing = Path.GetFullPath(folder); missing is not null && !Path.Exists(missing); missing = Path.GetDirectoryName(missing))
        {
            made.Add(missing);
        }

        using var downloader = new ModelDownloader(settings.ToOptions());
        ModelDownloadResult result;
        try
        {
            _terminal.Error.WriteLine($"{entry.Name} ({Sizes.Of(entry.Bytes)}, licence: {entry.License}) from {settings.Address.Authority}");
            result = await PullDisplay.RunAsync(
                _terminal, entry.Id, progress => downloader.PullAsync(entry, folder, parsed.GetValue(_sha256), progress, ct)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_interrupts.Token.IsCancellationRequested)
        {
            _terminal.WriteNote("what has arrived is kept; running the same command again goes on with it.");
            throw;
        }
        catch (ModelDownloadException missing) when (missing.Failure == ModelDownloadFailure.NoChecksum)
        {
            throw new IOException($"{missing.Message} Here that is --sha256.", missing);
        }
        catch (ArgumentException wrong) when (wrong.ParamName == "sha256")
        {
            throw new UsageException(FailureReport.Describe(wrong), wrong);
        }
        finally
        {
            RemoveEmpty(made);
        }

        Tell(result, parsed.GetValue(_json));
        return ExitCode.Success;
    }

    /// <summary>Of the folders that were made, those in which nothing has come.</summary>
    private static void RemoveEmpty(List<string> made)
    {
        foreach (var folder in made.Where(static path => Directory.Exists(path) && !Directory.EnumerateFileSystemEntries(path).Any()))
        {
            Directory.Delete(folder);
        }
    }

    private static ModelCatalogEntry Find(string? id)
    {
        if (string.IsNullOrWhiteSpace(id))
        {
            throw new UsageException($"which model? The catalog has:{Environment.NewLine}{CatalogTable.Names()}");
        }

        return ModelCatalog.Find(id) ?? throw new UsageException(
            $"'{id}' is not in the catalog.{Spelling.DidYouMean(id, ModelCatalog.Entries.Select(e => e.Id))} It has:{Environment.NewLine}{CatalogTable.Names()}");
    }

    private void Tell(ModelDownloadResult result, bool isJson)
    {
        if (isJson)
        {
            JsonOutput.Write(_terminal, json =>
            {
                json.WriteString("path", result.Path);
                json.WriteNumber("bytes", result.Bytes);
                json.WriteString("sha256", result.Sha256);
                json.WriteBoolean("resumed", result.ResumedFrom > 0);
                json.WriteBoolean("was_there", result.WasThere);
                json.WriteNumber("seconds", Math.Round(result.Elapsed.TotalSeconds, 3));
            });
            return;
        }

        _terminal.Error.WriteLine(result.WasThere ? "It is there already, and its checksum is right. Ask it with:" : "It is there, and its checksum is right. Ask it with:");
        var path = result.Path.Contains(' ', StringComparison.Ordinal) ? $"\"{result.Path}\"" : result.Path;
        _terminal.Out.WriteLine($"modelrouter ask \"Why is the sky blue?\" --model {path}");
    }
}
