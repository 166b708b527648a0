namespace ModelRouter;

/// <summary>Checks answers by what the application knows: runs a test, looks a fact up, asks a judge. Register it as a service, or with
/// <see cref="ModelRouterBuilder.AddAnswerVerifier"/>.</summary>
/// <remarks>Called concurrently. A cascade's first answer is held back until it has spoken, so it should be quick. What it asks a router is held to the class of the
/// request's data; on whose account it asks (<see cref="RoutingOptionsExtensions.WithTenant"/>, <see cref="RoutingOptionsExtensions.WithUser"/>) it says itself, as
/// <see cref="AnswerToVerify.Options"/> did.</remarks>
public interface IAnswerVerifier
{
    /// <summary>Its name in receipts and metrics: 1 to 50 characters, the same all the time, no other verifier's.</summary>
    string Name { get; }

    /// <summary>Whether it can check answers to such a prompt; asked while the request is routed, so it does no I/O. By default it can check all.</summary>
    bool CanVerify(PromptProfile prompt) => true;

    /// <summary>Checks an answer.</summary>
    /// <param name="answer">The answer and what it answers.</param>
    /// <param name="cancellationToken">Cancelled when the caller leaves or <see cref="VerifierCheckOptions.Timeout"/> is over.</param>
    /// <returns>Its verdict. One that throws has none: the answer passes it, the failure is logged, and the receipt says so.</returns>
    ValueTask<AnswerVerdict> VerifyAsync(AnswerToVerify answer, CancellationToken cancellationToken);
}
