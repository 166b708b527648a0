using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary><c>models list</c>: the configured models.</summary>
internal sealed class ModelsListCommand : Command
{
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object instead: models." };
    private readonly ConfigOption _config = new();
    private readonly Terminal _terminal;

    public ModelsListCommand(Terminal terminal)
        : base("list", "Lists the configured models: tier, provider, price, window, capabilities, clearance, health.")
    {
        _terminal = terminal;
        Options.Add(_config);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
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
