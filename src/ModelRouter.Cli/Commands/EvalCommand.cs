using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary><c>eval</c>: how well the router chooses, on prompts with known outcomes.</summary>
internal sealed class EvalCommand : Command
{
    private readonly EvalOptions _options;
    private readonly Terminal _terminal;

    public EvalCommand(Terminal terminal)
        : base("eval", "Measures how well the router chooses, on prompts with known outcomes, beside length, chance, nearest prompts and an oracle.")
    {
        _terminal = terminal;
        _options = new(this);
        Add(new EvalPromptsCommand(terminal));
        SetAction(RunAsync);
    }

    /// <summary>What the files look like, for the help.</summary>
    internal const string Files = """
        Files:
          --data has a JSON object a line:
            id, benchmark, prompt  texts; subset and lang are optional
            q                      outcome of each model, 0 to 1, or null where it is not known
            cost, out_chars        optional: US dollars, and characters of the visible answer, of each model
          --models is a JSON list of objects, in the order of q:
            name; input_per_million_usd, output_per_million_usd; assumed_mean_output_tokens, thought included
          Costs are those of the rows, or else prices times tokens: characters of the prompt / 4 in, and out
          assumed_mean_output_tokens, or without it out_chars / 4.

        """;

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var request = _options.Read(parsed);
        var run = new EvalRun(_terminal, request);
        await (request.Models is null ? run.TaskTypesAsync(ct) : request.IsDeliberation ? run.DeliberationAsync(ct) : run.ModelsAsync(ct)).ConfigureAwait(false);
        return ExitCode.Success;
    }
}
