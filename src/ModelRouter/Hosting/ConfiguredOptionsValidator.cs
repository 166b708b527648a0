using Microsoft.Extensions.Options;

namespace ModelRouter;

/// <summary>Checks the configured models when the host starts, before any client is made.</summary>
internal sealed class ConfiguredOptionsValidator(LiveConfiguration live, IEnumerable<IModelProvider> providers)
    : IValidateOptions<ModelRouterOptions>
{
    public ValidateOptionsResult Validate(string? name, ModelRouterOptions options)
    {
        try
        {
            ModelReader.ReadAll(live.Current, new(providers));
            return ValidateOptionsResult.Success;
        }
        catch (ModelRouterConfigurationException exception)
        {
            return ValidateOptionsResult.Fail(exception.Message);
        }
    }
}
