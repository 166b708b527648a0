using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary>The options that say what an API charges for the same tokens.</summary>
internal sealed class ApiPriceOptions
{
    private readonly Option<decimal?> _input = Amount.Option("--input-price", "The API's dollars for a million input tokens.", CostRange.PerMillion, "$");
    private readonly Option<decimal?> _cached = Amount.Option(
        "--cached-input-price", "The same for input from its cache; --input-price by default.", CostRange.PerMillion, "$");

    private readonly Option<decimal?> _output = Amount.Option("--output-price", "The same for output.", CostRange.PerMillion, "$");

    public ApiPriceOptions(Command command)
    {
        foreach (var option in (Option[])[_input, _cached, _output])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The price list, or null if nothing is said about one and it isn't needed.</summary>
    public ModelPricing? Read(ParseResult parsed, ModelPricing? preset, MissingOptions missing, bool isNeeded)
    {
        var (input, cached, output) = (parsed.GetValue(_input), parsed.GetValue(_cached), parsed.GetValue(_output));
        if (!isNeeded && preset is null && (input, cached, output) is (null, null, null))
        {
            return null;
        }

        return new()
        {
            InputPerMillion = missing.Require(input ?? preset?.InputPerMillion, _input.Name),
            CachedInputPerMillion = cached ?? preset?.CachedInputPerMillion,
            OutputPerMillion = missing.Require(output ?? preset?.OutputPerMillion, _output.Name),
        };
    }
}
