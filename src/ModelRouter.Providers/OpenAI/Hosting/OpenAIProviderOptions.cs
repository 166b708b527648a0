using System.ClientModel;

namespace ModelRouter.Providers;

/// <summary>What the provider <c>openai</c> takes from code because configuration can't hold it.</summary>
public sealed class OpenAIProviderOptions
{
    /// <summary>The scope of tokens for Azure AI Foundry.</summary>
    public const string FoundryScope = "https://ai.azure.com/.default";

    private TimeProvider? _time;

    /// <summary>Signs in to Azure in place of a key, for models of the dialect <c>azure</c> that have none; any
    /// <c>Azure.Core.TokenCredential</c>, such as a <c>DefaultAzureCredential</c>. Yours to dispose if it needs that.</summary>
    public AuthenticationTokenProvider? Credential { get; set; }

    /// <summary>The scope that <see cref="Credential"/> is asked for; by default <see cref="FoundryScope"/>.</summary>
    public string CredentialScope { get; set; } = FoundryScope;

    /// <summary>The clock that the <c>Timeout</c> is measured by, and a <c>Retry-After</c> date where the service doesn't tell its own; by default the container's, and without one the system's.</summary>
    public TimeProvider TimeProvider
    {
        get => _time ?? TimeProvider.System;
        set => _time = value;
    }

    /// <summary>Makes what the requests go through; a client disposes its own. Tests put answers there without a network.</summary>
    internal Func<HttpMessageHandler> HandlerFactory { get; init; } = ServiceHttp.Connections;

    /// <summary>The same with a container's clock, unless another one was given.</summary>
    internal OpenAIProviderOptions With(TimeProvider? time)
    {
        var options = (OpenAIProviderOptions)MemberwiseClone();
        options._time ??= time;
        return options;
    }
}
