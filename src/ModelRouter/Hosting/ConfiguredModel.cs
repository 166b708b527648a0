using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;

namespace ModelRouter;

/// <summary>A model as configuration describes it, before it has a client.</summary>
/// <param name="Profile">Its profile.</param>
/// <param name="Provider">The name of the provider that makes its client.</param>
/// <param name="Settings">The provider's own keys.</param>
/// <param name="History">What it says of the model's dialect, known to be right.</param>
internal sealed record ConfiguredModel(ModelProfile Profile, string Provider, IConfigurationSection Settings, SectionReader History)
{
    /// <summary>The profile, completed by what the model's client knows: configuration comes first.</summary>
    internal ModelProfile ProfileWith(IChatClient client) =>
        client.GetService<HistoryDialect>() is { } dialect ? Profile with { History = HistoryReader.Read(History, dialect) } : Profile;
}
