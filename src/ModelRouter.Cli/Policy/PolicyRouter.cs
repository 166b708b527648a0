using Microsoft.Extensions.AI;

namespace ModelRouter.Cli;

/// <summary>Decides as a router over a file's models would, without their clients.</summary>
internal sealed class PolicyRouter : IDisposable
{
    private readonly ModelRouterChatClient _router;
    private readonly TimeProvider _time;

    /// <summary>A router over a valid file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="time">The clock.</param>
    /// <param name="prediction">What it predicts by, not disposed; as without a configuration if <see langword="null"/>.</param>
    internal PolicyRouter(PolicyFile file, TimeProvider time, PolicyPrediction? prediction = null)
    {
        _time = time;
        _router = new(
            file.Models.Select(model => new ModelEndpoint(model, new AbsentClient(file.Local.Contains(model.Id)))), file.Options, predictor: prediction?.Predictor, timeProvider: time,
            learner: prediction?.Learner);
    }

    internal RouterState State => _router.State;

    internal RoutingDecision Decide(string prompt, ChatOptions options) => _router.Route([new(ChatRole.User, prompt)], options);

    /// <summary>Every rule, with the name of the first condition that doesn't hold; <see langword="null"/> for those that apply.</summary>
    internal IReadOnlyList<(PolicyRule Rule, string? Mismatch)> Rules(RoutingDecision decision)
    {
        var policy = State.Policy;
        var now = policy.Now(_time);
        return [.. policy.Rules.Select(rule => (rule.Rule, rule.Mismatch(decision.Profile, decision.Attribution, now)))];
    }

    public void Dispose() => _router.Dispose();
}
