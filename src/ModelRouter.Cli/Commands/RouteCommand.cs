using System.CommandLine;
using Microsoft.Extensions.AI;

namespace ModelRouter.Cli;

/// <summary><c>route</c>: explains a decision without asking any model.</summary>
internal sealed class RouteCommand : Command
{
    private readonly PromptArgument _prompt = new();
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object instead: profile, selection, worth_usd, ranking, excluded." };
    private readonly RouterOptions _router;
    private readonly GenerationOptions _generation;
    private readonly Terminal _terminal;

    public RouteCommand(Terminal terminal)
        : base("route", "Shows which model would answer a prompt, and why; no model is asked or loaded.")
    {
        _terminal = terminal;
        Arguments.Add(_prompt);
        _router = new(this, hasEngine: false);
        _generation = new(this);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var prompt = await _prompt.ReadAsync(parsed, _terminal, ct).ConfigureAwait(false);
        using var opened = await RouterSource.OpenAsync(_router.Read(parsed), _terminal, ct).ConfigureAwait(false);
        var decision = opened.Router.Route([new(ChatRole.User, prompt)], _generation.Read(parsed, opened.ModelId));
        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(_terminal, json => DecisionJson.WriteMembers(json, decision));
        }
        else
        {
            DecisionTable.Write(_terminal, decision);
        }

        return DecisionEnd.Tell(_terminal, decision, opened.Router.Budgets.Budgets.Any());
    }
}
