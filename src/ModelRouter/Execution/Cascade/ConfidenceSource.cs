namespace ModelRouter;

/// <summary>What a client answers when it is asked for the type if it tells a <see cref="GenerationConfidence"/> with each answer. Of other clients that is
/// known once they have told one.</summary>
internal sealed class ConfidenceSource
{
    private ConfidenceSource()
    {
    }

    internal static ConfidenceSource Instance { get; } = new();
}
