using Microsoft.Extensions.Options;

namespace ModelRouter;

/// <summary>Checks the configured models when the host starts, before any client is made.</summary>
internal sealed class ConfiguredOptionsValidator(LiveConfiguration live, IEnumerable<IModelProvider> providers)
    : IValidateOptions<ModelRouterOptions>
{
    public ValidateOptionsResult Validate(string? name, ModelRouterOptions options)
    {
        // Throws what wrong configuration is everywhere else, too.
        ModelReader.ReadAll(live.Current, new(providers));
        return ValidateOptionsResult.Success;
    }
}
