namespace ModelRouter;

/// <summary>Data goes only to models that are cleared for it.</summary>
internal sealed class DataClassRule : EligibilityRule
{
    internal override string Name => "data-class";

    internal override string? Exclude(in PolicyRequest request, ModelEndpoint endpoint) =>
        request.Prompt.DataClass > endpoint.Profile.Clearance
            ? $"The conversation holds {request.Prompt.DataClass} data; this model is cleared up to {endpoint.Profile.Clearance}."
            : null;
}
