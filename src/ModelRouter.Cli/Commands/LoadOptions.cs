using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary>The options that say how many tokens there are, or in which proportion.</summary>
internal sealed class LoadOptions
{
    private readonly Option<decimal?> _input = Amount.Option(
        "--input-tokens", "Input tokens a day, those from the cache included.", CostRange.Tokens, "n", isWhole: true);

    private readonly Option<decimal?> _cached = Amount.Option(
        "--cached-input-tokens", "Input tokens a day from the cache.", CostRange.Tokens, "n", isWhole: true);

    private readonly Option<decimal?> _share = Amount.Option(
        "--cache-share", "Or the share of the input that comes from the cache; 0 by default.", CostRange.Share, "0..1");

    private readonly Option<decimal?> _output = Amount.Option(
        "--output-tokens", "Output tokens a day, thoughts included.", CostRange.Tokens, "n", isWhole: true);

    private readonly Option<TokenMix?> _mix = new("--mix")
    {
        Description = "Instead of tokens: uncached input, cached input and output in proportion, such as 60/20/20.",
        HelpName = "in/cached/out",
        CustomParser = static result =>
        {
            var text = result.Tokens[^1].Value;
            var mix = ReadMix(text);
            if (mix is null)
            {
                result.AddError(
                    $"--mix must be three numbers from 0 that aren't all 0, uncached input/cached input/output, such as 60/20/20, not '{text}'.");
            }

            return mix;
        },
    };

    public LoadOptions(Command command)
    {
        foreach (var option in (Option[])[_input, _cached, _share, _output, _mix])
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetResult(_cached) is not null && result.GetResult(_share) is not null)
            {
                result.AddError($"{_cached.Name} and {_share.Name} say the same; give one of them.");
            }

            if (result.GetResult(_mix) is not null
                && ((Option[])[_input, _cached, _share, _output]).FirstOrDefault(o => result.GetResult(o) is not null) is { } tokens)
            {
                result.AddError($"{_mix.Name} and {tokens.Name} contradict each other: a mix stands instead of tokens.");
            }
        });
    }

    public bool HasMix(ParseResult parsed) => parsed.GetValue(_mix) is not null;

    public TokenMix ReadMix(ParseResult parsed, SelfHostedLoad? preset, MissingOptions missing) =>
        parsed.GetValue(_mix) ?? ReadTokens(parsed, preset, missing, $" (or {_mix.Name})").Mix;

    public SelfHostedLoad ReadTokens(ParseResult parsed, SelfHostedLoad? preset, MissingOptions missing, string alternative = "")
    {
        var input = missing.Require(parsed.GetValue(_input) ?? preset?.InputTokens, _input.Name + alternative);
        var share = parsed.GetValue(_share) ?? (parsed.GetValue(_input) is null ? null : preset?.CacheHitShare);
        var cached = parsed.GetValue(_cached) ?? (share is null ? preset?.CachedInputTokens ?? 0 : decimal.Round(input * share.Value));
        if (cached > input && input > 0)
        {
            throw new UsageException($"{_cached.Name} is {cached:#,0}; it must be from 0 to {input:#,0}, all {_input.Name}.");
        }

        return new()
        {
            InputTokens = (long)input,
            CachedInputTokens = (long)cached,
            OutputTokens = (long)missing.Require(parsed.GetValue(_output) ?? preset?.OutputTokens, _output.Name),
        };
    }

    private static TokenMix? ReadMix(string text)
    {
        var parts = text.Split('/');
        return parts.Length == 3
            && Amount.TryRead(parts[0], out var input) && CostRange.Tokens.Has(input)
            && Amount.TryRead(parts[1], out var cached) && CostRange.Tokens.Has(cached)
            && Amount.TryRead(parts[2], out var output) && CostRange.Tokens.Has(output)
            && input + cached + output >= 0.01m
                ? new() { Input = input, CachedInput = cached, Output = output }
                : null;
    }
}
