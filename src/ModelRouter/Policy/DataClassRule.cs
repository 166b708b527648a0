namespace ModelRouter;

/// <summary>Data goes only to models that are cleared for it.</summary>
internal sealed class DataClassRule : PolicyRule
{
    internal override string Name => "data-class";

    internal override string? Exclude(PromptProfile prompt, in ModelSelection selection, ModelEndpoint endpoint) =>
        prompt.DataClass > endpoint.Profile.Clearance
            ? $"The conversation holds {prompt.DataClass} data; this model is cleared up to {endpoint.Profile.Clearance}."
            : null;
}
