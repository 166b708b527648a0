using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary>The options that say how fast a node is.</summary>
internal sealed class ThroughputOptions
{
    private readonly Option<decimal?> _prefill = Amount.Option(
        "--prefill-speed", "Input tokens that a node reads in a second, doing nothing else.", CostRange.TokensPerSecond, "tokens/s");

    private readonly Option<decimal?> _decode = Amount.Option(
        "--decode-speed", "Output tokens that a node writes in a second, doing nothing else.", CostRange.TokensPerSecond, "tokens/s");

    /// <summary>Not a switch, since it has to be possible to take back what a preset says.</summary>
    private readonly Option<string?> _includesHits = new("--prefill-includes-hits")
    {
        Description = "Whether --prefill-speed counts input from the cache; false by default.",
        HelpName = "true|false",
    };

    private readonly Option<decimal?> _weight = Amount.Option(
        "--cached-weight",
        "Time of a cached input token as a share of an uncached one's; by default the same if --prefill-speed counts hits, none if not.",
        CostRange.Share,
        "0..1");

    public ThroughputOptions(Command command)
    {
        _includesHits.Validators.Add(static result =>
        {
            if (result.Tokens is [var token] && !bool.TryParse(token.Value, out _))
            {
                result.AddError($"--prefill-includes-hits must be true or false, not '{token.Value}'.");
            }
        });
        foreach (var option in (Option[])[_prefill, _decode, _includesHits, _weight])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>True if one of them is on the command line.</summary>
    public bool IsGiven(ParseResult parsed) =>
        parsed.GetResult(_prefill) is not null || parsed.GetResult(_decode) is not null
        || parsed.GetResult(_includesHits) is not null || parsed.GetResult(_weight) is not null;

    public ServingThroughput Read(ParseResult parsed, ServingThroughput? preset, MissingOptions missing) => new()
    {
        PrefillTokensPerSecond = missing.Require(parsed.GetValue(_prefill) ?? preset?.PrefillTokensPerSecond, _prefill.Name),
        DecodeTokensPerSecond = missing.Require(parsed.GetValue(_decode) ?? preset?.DecodeTokensPerSecond, _decode.Name),
        PrefillIncludesCacheHits = parsed.GetValue(_includesHits) is { } text ? bool.Parse(text) : preset?.PrefillIncludesCacheHits ?? false,
        CachedInputWeight = parsed.GetValue(_weight) ?? preset?.CachedInputWeight,
    };
}
