using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ModelRouter;

/// <summary>Where the product's traces and metrics come from: one source and one meter, both of the same name.</summary>
internal static class ModelRouterDiagnostics
{
    internal const string Name = "ModelRouter";

    private static readonly string? Version = typeof(ModelRouterDiagnostics).Assembly.GetName().Version?.ToString(3);

    internal static ActivitySource Source { get; } = new(Name, Version);

    internal static Meter Meter { get; } = new(Name, Version);
}
