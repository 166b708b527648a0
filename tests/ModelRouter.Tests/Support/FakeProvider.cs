using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;

namespace ModelRouter.Tests;

internal sealed class FakeProvider : IModelProvider
{
    public string Name => "fake";

    public string? FailsAt { get; init; }

    /// <summary>What its clients do when they are disposed.</summary>
    public Action? OnDispose { get; init; }

    /// <summary>What its clients tell of their models.</summary>
    public HistoryDialect? Dialect { get; init; }

    public List<FakeChatClient> Clients { get; } = [];

    public Dictionary<string, IConfigurationSection> Settings { get; } = new(StringComparer.Ordinal);

    public IChatClient CreateClient(ModelProfile model, IConfigurationSection settings)
    {
        if (string.Equals(model.Id, FailsAt, StringComparison.Ordinal))
        {
            throw new InvalidOperationException("no weights");
        }

        Settings[model.Id] = settings;
        Clients.Add(FakeChatClient.Saying($"from {model.Id}"));
        Clients[^1].Service = type => type == typeof(HistoryDialect) ? Dialect : null;
        Clients[^1].OnDispose = OnDispose;
        return Clients[^1];
    }
}
