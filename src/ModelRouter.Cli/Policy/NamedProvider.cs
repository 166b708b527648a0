using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;

namespace ModelRouter.Cli;

/// <summary>Stands for the provider of clients that only applications have.</summary>
internal sealed class NamedProvider(string name) : IModelProvider, ISettingsCheck
{
    public string Name => name;

    public IChatClient CreateClient(ModelProfile model, IConfigurationSection settings) => new AbsentClient();

    public void CheckSettings(ModelProfile model, IConfigurationSection settings) => new SectionReader(settings).Allow("Key").Text("Key");
}
