using System.Security.Cryptography;
using System.Text;

namespace ModelRouter;

/// <summary>A predictor whose chances are corrected by what labels have taught. Safe for concurrent use.</summary>
/// <param name="predictor">Predicts without labels.</param>
/// <param name="learner">Learns from them.</param>
internal sealed class CorrectedPredictor(ISuccessPredictor predictor, OutcomeLearner learner) : ISuccessPredictor
{
    internal OutcomeLearner Learner { get; } = learner;

    /// <inheritdoc/>
    public double Predict(PromptProfile prompt, ModelProfile model)
    {
        var chance = predictor.Predict(prompt, model);
        return prompt.Vector is { } vector && Learner.Current is { } learned && chance is >= 0 and <= 1 ? learned.Correct(vector, model.Id, chance) : chance;
    }

    /// <summary>Remembers an answered call, whose outcome may be told; <see langword="null"/> if nothing can be learned from it.</summary>
    internal LearnableCall? Remember(Guid callId, DateTimeOffset at, RoutingDecision decision, ModelProfile model)
    {
        var call = CallOf(callId, at, decision, model);
        if (call is not null)
        {
            Learner.Remember(call);
        }

        return call;
    }

    /// <summary>Learns what a cascade's checks said of an answer that was given; waits for nothing.</summary>
    /// <param name="call">The call; <see langword="null"/> if nothing can be learned from it.</param>
    /// <param name="checks">The checks that were made.</param>
    /// <remarks>As failures are learned, passes must be, too: else a model is worth less the more often it is asked. Where no check could tell anything, nothing is learned.</remarks>
    internal void Given(LearnableCall? call, IReadOnlyList<AnswerCheck> checks)
    {
        if (call is not null && checks.Any(static check => check.Outcome != AnswerCheckOutcome.NotMade))
        {
            Learner.Note(new(call, OutcomeKind.Check, checks.Any(static check => check.Outcome == AnswerCheckOutcome.Failed) ? 0 : 1));
        }
    }

    /// <summary>Learns that a model's answer failed a cascade's checks, and that another's was given; waits for nothing.</summary>
    internal void Escalated(Guid callId, DateTimeOffset at, RoutingDecision decision, ModelProfile model)
    {
        if (CallOf(callId, at, decision, model) is { } call)
        {
            Learner.Note(new(call, OutcomeKind.Escalation, Outcome: 0));
        }
    }

    /// <remarks>The vector is a bare one: labels whose prompts knew their neighbours would keep the fit of those alive, whose prompts know theirs.</remarks>
    private LearnableCall? CallOf(Guid callId, DateTimeOffset at, RoutingDecision decision, ModelProfile model) => decision.Profile.Vector?.Bare() is { } vector
        ? new(callId, at, model.Id, vector, BaseOf(decision.Profile, vector, model), SourceOf(decision.Attribution))
        : null;

    /// <summary>What no label has moved: the same whichever weights are trained from labels, and in use, before this one is told.</summary>
    private double BaseOf(PromptProfile prompt, PromptVector vector, ModelProfile model) =>
        LearnedOutcomes.Logit(predictor.Predict(prompt, model)) - (Learner.Weights?.CorrectionOf(vector, model.Id) ?? 0);

    /// <remarks>A tenant without a user is no voice: many may speak for it.</remarks>
    private static string? SourceOf(RequestAttribution who) => who.User is null
        ? null
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{who.Tenant}\n{who.User}")).AsSpan(0, 8));
}
