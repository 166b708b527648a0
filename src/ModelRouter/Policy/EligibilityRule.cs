namespace ModelRouter;

/// <summary>One condition that a model must meet to serve a request.</summary>
internal abstract class EligibilityRule
{
    /// <summary>The rule's stable name, as exclusions carry it.</summary>
    internal abstract string Name { get; }

    /// <summary>Why the model may not serve the request, a sentence; <see langword="null"/> if this rule lets it.</summary>
    internal abstract string? Exclude(in PolicyRequest request, ModelEndpoint endpoint);
}
