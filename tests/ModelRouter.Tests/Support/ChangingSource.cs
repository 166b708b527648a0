using Microsoft.Extensions.Configuration;

namespace ModelRouter.Tests;

/// <summary>A source of configuration that a test changes.</summary>
internal sealed class ChangingSource : ConfigurationProvider, IConfigurationSource
{
    public ChangingSource(string json) => Change(json, isSignalled: false);

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    public void Change(string json, bool isSignalled = true)
    {
        Data = ConfigurationTests.Parse(json).AsEnumerable().ToDictionary(e => e.Key, e => e.Value, StringComparer.OrdinalIgnoreCase);
        if (isSignalled)
        {
            OnReload();
        }
    }
}
