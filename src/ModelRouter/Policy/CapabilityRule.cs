namespace ModelRouter;

/// <summary>A model must be able to do everything that the request needs.</summary>
internal sealed class CapabilityRule : EligibilityRule
{
    internal override string Name => "capability";

    internal override string? Exclude(in PolicyRequest request, ModelEndpoint endpoint)
    {
        var missing = request.Prompt.RequiredCapabilities & ~endpoint.Profile.Capabilities;
        return missing == ModelCapabilities.None ? null : $"The request needs {missing}, which this model lacks.";
    }
}
