namespace ModelRouter.Cli;

/// <summary>Tells the cost model's failures with the options that they come from.</summary>
/// <remarks>Each option holds its range itself; what is left here depends on more than one.</remarks>
internal static class CostErrors
{
    /// <exception cref="UsageException">The numbers can't be used.</exception>
    internal static T Run<T>(Func<T> calculate)
    {
        try
        {
            return calculate();
        }
        catch (SelfHostedInputException wrong)
        {
            throw new UsageException($"{OptionOf(wrong.Input)} is {wrong.Value:#,0.######}; it must be {wrong.Allowed}.", wrong);
        }
        catch (SelfHostedCapacityException full)
        {
            throw new UsageException($"{full.Message} Give more --nodes, or fewer tokens.", full);
        }
    }

    private static string OptionOf(string input) => input switch
    {
        nameof(OwnedGpus.IdleKilowatts) => "--power-idle",
        nameof(ServingThroughput.CachedInputWeight) => "--cached-weight",
        nameof(TokenMix.CachedInput) => "the cached part of --mix",
        nameof(TokenMix.Output) => "the sum of --input-tokens and --output-tokens",
        _ => input,
    };
}
