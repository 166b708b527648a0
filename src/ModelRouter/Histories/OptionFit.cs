using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Takes options out that an endpoint would reject.</summary>
internal static class OptionFit
{
    /// <summary>Changes <paramref name="options"/>, which has to be a copy of the caller's.</summary>
    internal static void Apply(ChatOptions options, UnsupportedOptions unsupported)
    {
        options.Temperature = Has(UnsupportedOptions.Temperature) ? null : options.Temperature;
        options.TopP = Has(UnsupportedOptions.TopP) ? null : options.TopP;
        options.TopK = Has(UnsupportedOptions.TopK) ? null : options.TopK;
        options.FrequencyPenalty = Has(UnsupportedOptions.FrequencyPenalty) ? null : options.FrequencyPenalty;
        options.PresencePenalty = Has(UnsupportedOptions.PresencePenalty) ? null : options.PresencePenalty;
        options.Seed = Has(UnsupportedOptions.Seed) ? null : options.Seed;
        options.StopSequences = Has(UnsupportedOptions.StopSequences) ? null : options.StopSequences;
        options.Reasoning = Has(UnsupportedOptions.Reasoning) ? null : options.Reasoning;
        options.ResponseFormat = Has(UnsupportedOptions.ResponseFormat) ? null : options.ResponseFormat;
        options.MaxOutputTokens = Has(UnsupportedOptions.MaxOutputTokens) ? null : options.MaxOutputTokens;

        // What is said about tools is an error without them.
        options.Tools = Has(UnsupportedOptions.Tools) ? null : options.Tools;
        options.ToolMode = Has(UnsupportedOptions.Tools | UnsupportedOptions.ToolMode) ? null : options.ToolMode;
        options.AllowMultipleToolCalls =
            Has(UnsupportedOptions.Tools | UnsupportedOptions.ParallelToolCalls) ? null : options.AllowMultipleToolCalls;

        bool Has(UnsupportedOptions any) => (unsupported & any) != UnsupportedOptions.None;
    }
}
