using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.AI;

namespace ModelRouter.Cli;

/// <summary>The options of a request itself, and what it declares.</summary>
internal sealed class GenerationOptions
{
    private readonly Option<string?> _system = new("--system") { Description = "Instructions that come before the conversation.", HelpName = "text" };
    private readonly Option<int?> _maxTokens = Number.Option("--max-tokens", "Most tokens to write, thinking included.", 1);
    private readonly Option<int?> _thinkBudget = Number.Option("--think-budget", "Most tokens to think before answering.", 1);
    private readonly Option<long?> _seed = new("--seed") { Description = "Makes a self-hosted answer repeatable.", HelpName = "n" };
    private readonly Option<float?> _temperature = new("--temperature")
    {
        Description = "0 for the likeliest words, up to 2 for the most varied; the model's own default if not given.",
        HelpName = "t",
    };

    private readonly DeclarationOptions _declared;

    public GenerationOptions(Command command)
    {
        _temperature.Validators.Add(static result =>
        {
            if (result.Tokens is [var token]
                && !(float.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var t) && t is >= 0 and <= 2))
            {
                result.AddError($"--temperature must be a number from 0 to 2, not '{token.Value}'.");
            }
        });
        _seed.Validators.Add(static result =>
        {
            if (result.Tokens is [var token] && !long.TryParse(token.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _))
            {
                result.AddError($"--seed must be a whole number, not '{token.Value}'.");
            }
        });
        foreach (var option in (Option[])[_system, _maxTokens, _temperature, _seed, _thinkBudget])
        {
            command.Options.Add(option);
        }

        _declared = new(command);
    }

    public ChatOptions Read(ParseResult parsed, string? modelId)
    {
        var options = new ChatOptions
        {
            ModelId = modelId,
            Instructions = parsed.GetValue(_system),
            MaxOutputTokens = parsed.GetValue(_maxTokens),
            Temperature = parsed.GetValue(_temperature),
            Seed = parsed.GetValue(_seed),
        };
        if (parsed.GetValue(_thinkBudget) is { } budget)
        {
            options.AdditionalProperties = new() { ["think_budget"] = budget };
        }

        return _declared.Mark(parsed, options);
    }
}
