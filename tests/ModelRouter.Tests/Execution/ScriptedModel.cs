namespace ModelRouter.Tests;

/// <summary>A model of a random scenario.</summary>
internal sealed record ScriptedModel(
    ModelTier Tier,
    bool HasTools,
    bool IsLarge,
    DataClass Clearance,
    bool IsOpen,
    ScriptedAct Act,
    ModelFailureKind Kind,
    int Seconds,
    int Places);
