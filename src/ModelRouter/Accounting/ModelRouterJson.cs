using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>How JSON is written of what the router puts on responses and callers say in options, without reflection.</summary>
public static class ModelRouterJson
{
    /// <summary>Those of <see cref="AIJsonUtilities.DefaultOptions"/>, which know receipts as well. A cache above the router needs them where JSON isn't written by reflection, as in applications
    /// that are trimmed or compiled ahead of time (<c>UseDistributedCache(configure: cache => cache.JsonSerializerOptions = ModelRouterJson.Options)</c>); for other options their
    /// <see cref="JsonSerializerOptions.TypeInfoResolver"/> is one of a chain. Read-only, so safe for concurrent use.</summary>
    /// <remarks>What is read back is a <see cref="JsonElement"/>: an answer from a cache cost nothing, and has no receipt.</remarks>
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(AIJsonUtilities.DefaultOptions);
        options.TypeInfoResolverChain.Insert(0, PropertyJson.Default);
        options.MakeReadOnly();
        return options;
    }
}
