using Azure.AI.Inference;

namespace ModelRouter.Providers;

/// <summary>How an <see cref="AzureInferenceChatClient"/> talks to its endpoint. Copied when a client is made.</summary>
public sealed class AzureInferenceOptions
{
    /// <summary>The model asked for where a request names none; <see langword="null"/> for an endpoint that has only one.</summary>
    public string? Model { get; set; }

    /// <summary>True if answers may begin with a thought between <c>&lt;think&gt;</c> tags, as DeepSeek-R1's do there; it is then
    /// taken out of the answer. Default false.</summary>
    public bool ThinkTags { get; set; }

    /// <summary>True to send the model's earlier thoughts back as <c>reasoning_content</c>. Default false, since most models reject them.</summary>
    public bool SendsReasoning { get; set; }

    /// <summary>True to ask streams for their usage, which needs the endpoint to know <c>stream_options</c>. Default true.</summary>
    public bool StreamsUsage { get; set; } = true;

    /// <summary>The scope of the tokens that a credential is asked for; the service client's own, which serverless endpoints take, by default.
    /// Endpoints of Azure AI Foundry take <c>https://cognitiveservices.azure.com/.default</c>.</summary>
    public string? TokenScope { get; set; }

    /// <summary>How long the connection may be silent; &gt; 0, at most 7 days, or infinite; default 100 seconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of this range.</exception>
    public TimeSpan Timeout
    {
        get;
        set => field = OptionRange.Timeout(value, nameof(value), nameof(Timeout));
    } = TimeSpan.FromSeconds(100);

    /// <summary>The same until an answer that isn't streamed is whole; if <see langword="null"/>, <see cref="Timeout"/> until it begins.</summary>
    internal TimeSpan? WholeTimeout { get; init; }

    /// <summary>The same once an answer has begun; <see cref="Timeout"/> if <see langword="null"/>.</summary>
    internal TimeSpan? ReadTimeout { get; init; }

    /// <summary>The clock of the waits for an answer's beginning.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Headers that go with every request.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Changes the service client's own options, its transport for one. Its logging is off unless this turns it on. Its retries are off
    /// whatever this sets: the router decides about those.</summary>
    public Action<AzureAIInferenceClientOptions>? Configure { get; set; }

    /// <summary>The values as they are now; headers are copied where they are used.</summary>
    internal AzureInferenceOptions Copy() => (AzureInferenceOptions)MemberwiseClone();
}
