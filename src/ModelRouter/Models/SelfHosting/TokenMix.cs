namespace ModelRouter;

/// <summary>In which proportion the kinds of tokens come.</summary>
/// <remarks>Immutable. Only the proportions count: 1/2/1, 25/50/25 and 0.25/0.5/0.25 are the same. Each is 0 to 10¹⁸, their sum at least
/// 0.01.</remarks>
public sealed record TokenMix
{
    /// <summary>Input tokens that don't come from the cache.</summary>
    public required decimal Input { get; init; }

    /// <summary>Input tokens from the cache.</summary>
    public required decimal CachedInput { get; init; }

    /// <summary>Output tokens, thoughts included.</summary>
    public required decimal Output { get; init; }

    /// <summary>What a mixed token costs or takes when the kinds cost or take these.</summary>
    internal decimal Mean(decimal input, decimal cachedInput, decimal output)
    {
        var sum = Input + CachedInput + Output;
        return (Input / sum * input) + (CachedInput / sum * cachedInput) + (Output / sum * output);
    }

    /// <summary>Dollars per million mixed tokens.</summary>
    internal decimal Price(ModelPricing price) =>
        Mean(price.InputPerMillion, price.CachedInputPerMillion ?? price.InputPerMillion, price.OutputPerMillion);

    internal void Check()
    {
        CostRange.Tokens.Check(nameof(Input), Input);
        CostRange.Tokens.Check(nameof(CachedInput), CachedInput);
        CostRange.Tokens.Check(nameof(Output), Output);
        if (Input + CachedInput + Output < 0.01m)
        {
            throw new SelfHostedInputException(nameof(Output), Output, "greater, so that the mix's sum is at least 0.01");
        }
    }
}
