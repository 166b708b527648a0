namespace ModelRouter.Tests;

/// <summary>A random request to random models.</summary>
internal sealed record Scenario(
    bool Stream,
    ScriptedModel[] Models,
    bool NeedsTools,
    DataClass Data,
    int Selection,
    int Sticky,
    int MaxAttempts,
    int CancelAt,
    int Hedge,
    int Seed);
