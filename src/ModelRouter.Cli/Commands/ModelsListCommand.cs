using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary><c>models list</c>: the configured models.</summary>
internal sealed class ModelsListCommand : Command
{
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object instead: models." };
    private readonly Option<bool> _available = new("--available") { Description = "List the models that 'models pull' can download instead." };
    private readonly ConfigOption _config = new();
    private readonly Terminal _terminal;

    public ModelsListCommand(Terminal terminal)
        : base("list", "Lists the configured models: tier, provider, price, window, capabilities, clearance, health.")
    {
        _terminal = terminal;
        Options.Add(_available);
        Options.Add(_config);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        if (parsed.GetValue(_available))
        {
            var folder = RegistrySettings.Read(parsed.GetValue(_config)).Folder;
            if (parsed.GetValue(_json))
            {
                JsonOutput.Write(_terminal, json => CatalogTable.WriteJson(json, folder));
            }
            else
            {
                CatalogTable.Write(_terminal, folder);
            }

            return ExitCode.Success;
        }

        using var opened = await RouterSource.OpenAsync(new(null, parsed.GetValue(_config)), _terminal, ct).ConfigureAwait(false);
        if (!parsed.GetValue(_json))
        {
            ModelTables.WriteList(_terminal, opened.Router.Endpoints);
            return ExitCode.Success;
        }

        JsonOutput.Write(_terminal, json =>
        {
            json.WriteStartArray("models");
            foreach (var endpoint in opened.Router.Endpoints)
            {
                json.WriteStartObject();
                ModelJson.WriteMembers(json, endpoint);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
        return ExitCode.Success;
    }
}
