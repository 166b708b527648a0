namespace ModelRouter;

/// <summary>A model that may not serve a request.</summary>
/// <param name="Model">The excluded model's id.</param>
/// <param name="Rule">The rule that excludes it, a stable name for machines such as <c>context-window</c>.</param>
/// <param name="Reason">The rule applied to this request, a sentence for people.</param>
public sealed record ModelExclusion(string Model, string Rule, string Reason);
