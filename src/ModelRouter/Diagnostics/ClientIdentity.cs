using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>How telemetry names an endpoint's client and its model; all of it comes from configuration, so its number is bounded.</summary>
internal sealed class ClientIdentity
{
    // What the conventions require, and nobody says.
    private const string UnknownProvider = "unknown";

    private ClientIdentity(ModelProfile profile, ChatClientMetadata? client)
    {
        Provider = string.IsNullOrEmpty(client?.ProviderName) ? UnknownProvider : client.ProviderName;
        RequestModel = profile.ProviderModel ?? client?.DefaultModelId ?? profile.Id;
        SpanName = $"{TelemetryName.Chat} {RequestModel}";
        List<KeyValuePair<string, object?>> tags =
        [
            new(TelemetryTag.Operation, TelemetryName.Chat),
            new(TelemetryTag.Provider, Provider),
            new(TelemetryTag.RequestModel, RequestModel),
            new(TelemetryTag.Model, profile.Id),
            new(TelemetryTag.Tier, TelemetryName.Of(profile.Tier)),
        ];
        if (client?.ProviderUri is { IsAbsoluteUri: true, Host.Length: > 0 } server)
        {
            // The host alone: paths and queries may hold keys.
            tags.Add(new(TelemetryTag.ServerAddress, server.Host));
            tags.Add(new(TelemetryTag.ServerPort, server.Port));
        }

        SpanTags = tags;
    }

    /// <summary>The provider as its client names it.</summary>
    internal string Provider { get; }

    /// <summary>The model as the provider knows it.</summary>
    internal string RequestModel { get; }

    internal string SpanName { get; }

    /// <summary>The tags that a span has from its beginning, so that samplers see them.</summary>
    internal IReadOnlyList<KeyValuePair<string, object?>> SpanTags { get; }

    internal static ClientIdentity Of(ModelProfile profile, IChatClient client)
    {
        ChatClientMetadata? metadata = null;
        try
        {
            metadata = client.GetService(typeof(ChatClientMetadata)) as ChatClientMetadata;
        }
        catch (Exception)
        {
            // A client that can't say who it is may answer all the same; telemetry must not be what fails a request.
        }

        return new(profile, metadata);
    }
}
