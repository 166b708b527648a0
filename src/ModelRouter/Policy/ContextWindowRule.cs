namespace ModelRouter;

/// <summary>The conversation, the thought and the answer must fit the model's window.</summary>
internal sealed class ContextWindowRule : EligibilityRule
{
    internal override string Name => "context-window";

    internal override string? Exclude(in PolicyRequest request, ModelEndpoint endpoint)
    {
        var profile = endpoint.Profile;
        var forecast = TokenForecast.Of(request.Prompt, profile);
        var needed = forecast.InputTokens + forecast.OutputTokens;
        return needed > profile.ContextWindow
            ? $"About {needed} tokens are needed ({forecast.InputTokens} in, {forecast.OutputTokens} out); its window holds {profile.ContextWindow}."
            : null;
    }
}
