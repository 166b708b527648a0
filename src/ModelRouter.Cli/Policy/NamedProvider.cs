using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;

namespace ModelRouter.Cli;

/// <summary>Stands for a provider that only applications have.</summary>
internal sealed class NamedProvider(string name) : IModelProvider
{
    public string Name => name;

    public IChatClient CreateClient(ModelProfile model, IConfigurationSection settings) => new AbsentClient();
}
