using System.Collections.Frozen;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>In what a service differs from the rest of those that speak OpenAI's chat completions.</summary>
/// <param name="Name">What configuration calls it.</param>
internal sealed record OpenAIDialect(string Name)
{
    /// <summary>The provider as telemetry names it: OpenTelemetry's name where its conventions have one.</summary>
    public string ProviderName { get; init; } = Name;

    /// <summary>The hosts that speak it; one that begins with a dot stands for all names that end with it.</summary>
    public string[] Hosts { get; init; } = [];

    /// <summary>Where it is if configuration doesn't say.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The environment variable in which its users keep the key; read for <see cref="Hosts"/> only.</summary>
    public string? KeyVariable { get; init; }

    /// <summary>True if a credential given in code is for this service.</summary>
    public bool TakesCredential { get; init; }

    /// <summary>Where thoughts come out, apart from the text; the first that is there counts, since some send two with the same text.</summary>
    public string[] ThoughtNames { get; init; } = ["reasoning_content", "reasoning"];

    /// <summary>True if thoughts may come out in the text as well, between tags.</summary>
    public bool HasThinkTags { get; init; }

    /// <summary>Whether its own thoughts go back to it.</summary>
    public OpenAIReasoningEcho Echo { get; init; }

    /// <summary>Under which name they go back.</summary>
    public string EchoName { get; init; } = "reasoning_content";

    /// <summary>What a request has more at an effort: properties as JSON.</summary>
    public FrozenDictionary<ReasoningEffort, string> Efforts { get; init; } = FrozenDictionary<ReasoningEffort, string>.Empty;

    /// <summary>What it calls the most tokens that it may write.</summary>
    public string MaxTokensName { get; init; } = "max_tokens";

    /// <summary>What it calls the seed.</summary>
    public string SeedName { get; init; } = "seed";

    /// <summary>True if it knows <c>top_k</c>; others would answer 400 to it.</summary>
    public bool HasTopK { get; init; }

    /// <summary>True if a stream tells its usage only when asked to; false if asking is an error.</summary>
    public bool AsksForUsage { get; init; } = true;

    /// <summary>The role of a developer's message.</summary>
    public string DeveloperRole { get; init; } = "system";

    /// <summary>True if a message may name who wrote it.</summary>
    public bool HasAuthors { get; init; }

    /// <summary>True if it holds answers to a JSON schema; else it only knows JSON as such.</summary>
    public bool HasJsonSchema { get; init; } = true;

    /// <summary>True if what a tool call carries under <c>extra_content</c> has to come back: Gemini signs its calls there.</summary>
    public bool SignsToolCalls { get; init; }

    /// <summary>True if a user's message may stand right behind a tool's result, as one with the result's images has to.</summary>
    public bool TakesUserBehindResult { get; init; } = true;

    /// <summary>What its models demand of a conversation that other models had a part in.</summary>
    public HistoryDialect History { get; init; } = HistoryDialect.Default;

    /// <summary>The one length of tool call ids, all letters and digits; <see langword="null"/> if any id will do.</summary>
    public int? ToolCallIdLength { get; init; }

    /// <summary>True if the service lives at <paramref name="host"/>.</summary>
    public bool LivesAt(string host) => Array.Exists(
        Hosts, own => own[0] == '.' ? host.EndsWith(own, StringComparison.OrdinalIgnoreCase) : host.Equals(own, StringComparison.OrdinalIgnoreCase));
}
