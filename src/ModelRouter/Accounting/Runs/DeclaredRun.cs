using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>The run that a call belongs to.</summary>
internal static class DeclaredRun
{
    /// <summary>A <see cref="RoutingRun"/> that the request belongs to; the current one by default.</summary>
    internal const string Key = "modelrouter.run";

    /// <summary>The one among the caller's options, or else the current one; <see langword="null"/> if none.</summary>
    /// <exception cref="ArgumentException">Something else than a run is declared.</exception>
    internal static RoutingRun? Read(ChatOptions? options) =>
        options?.AdditionalProperties is { } properties && properties.TryGetValue(Key, out var value) && value is not null
            ? value as RoutingRun ?? throw new ArgumentException($"The property '{Key}' must be a {nameof(RoutingRun)}.", nameof(options))
            : RoutingRun.Current;
}
