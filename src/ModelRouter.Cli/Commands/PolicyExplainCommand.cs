using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary><c>policy explain</c>: a decision, and what each rule has to do with it.</summary>
internal sealed class PolicyExplainCommand : Command
{
    private readonly PromptArgument _prompt = new();
    private readonly ConfigOption _config = new();
    private readonly PolicyRequestOptions _request;
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object instead: profile, ranking, excluded, rules." };
    private readonly Terminal _terminal;

    public PolicyExplainCommand(Terminal terminal)
        : base("explain", "Shows which models may answer a prompt and which rules say so; no key and no model file is needed.")
    {
        _terminal = terminal;
        Arguments.Add(_prompt);
        Options.Add(_config);
        _request = new(this);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var prompt = await _prompt.ReadAsync(parsed, _terminal, ct).ConfigureAwait(false);
        var file = PolicyFile.OpenValid(parsed.GetValue(_config));
        var prediction = await PolicyPrediction.OpenAsync(file, needsPrompts: false, ct).ConfigureAwait(false);
        await using var end = prediction.ConfigureAwait(false);
        using var router = new PolicyRouter(file, _request.Time(parsed), prediction);
        var decision = router.Decide(prompt, _request.Read(parsed));
        var rules = router.Rules(decision);
        foreach (var missing in prediction.Missing)
        {
            _terminal.WriteNote(missing);
        }

        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(_terminal, json =>
            {
                DecisionJson.WriteMembers(json, decision);
                RuleMatches.WriteJson(json, rules);
            });
        }
        else
        {
            DecisionTable.Write(_terminal, decision);
            RuleMatches.WriteTable(_terminal, rules);
        }

        return DecisionEnd.Tell(_terminal, decision, file.Options.Budgets.Count > 0);
    }
}
