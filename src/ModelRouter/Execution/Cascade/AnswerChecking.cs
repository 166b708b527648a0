using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Checks one answer: what costs nothing first, what costs answers last, and nothing after the first check that fails.</summary>
internal sealed class AnswerChecking(RoutedCall call, RoutedAttempt attempt, RouterServices services, AnswerToVerify answer)
{
    /// <summary>The checks that were made; the last one has failed or none has. Empty as well if there is nothing to check in the answer.</summary>
    /// <param name="isLast">True if the answer is given either way, so that no more is paid to check it.</param>
    /// <param name="ct">The caller's token.</param>
    internal async ValueTask<IReadOnlyList<AnswerCheck>> RunAsync(bool isLast, CancellationToken ct)
    {
        var made = new List<AnswerCheck>();
        if (FinalContent.In(answer.Answer))
        {
            return made;
        }

        var checks = services.Checks.For(answer.Prompt, answer.Options);
        if (Add(Completeness(answer.Answer, answer, attempt)) && Add(Schema(checks)) && Add(Confidence(checks)))
        {
            foreach (var verifier in checks.Verifiers)
            {
                if (!Add(await AskAsync(verifier, ct).ConfigureAwait(false)))
                {
                    return made;
                }
            }

            if (!isLast && checks.Answers > 1)
            {
                Add(await new AnswerVote(call, attempt, answer, checks).RunAsync(ct).ConfigureAwait(false));
            }
        }

        return made;

        bool Add(AnswerCheck? check)
        {
            if (check is not null)
            {
                made.Add(check);
            }

            return check?.Outcome != AnswerCheckOutcome.Failed;
        }
    }

    /// <summary>Told only where it fails. A limit that the caller set would cut off the next answer as well, but not the model's own, to which a higher one is
    /// lowered.</summary>
    internal static AnswerCheck? Completeness(ChatResponse given, AnswerToVerify answer, RoutedAttempt attempt) =>
        !FinalContent.HasAnswer(given) ? Failed(PromptChecks.Complete, "It has no answer after its thought.")
        : FinalContent.EndsWithError(given) ? Failed(PromptChecks.Complete, "Its service broke it off with an error.")
        : given.FinishReason == ChatFinishReason.Length && !(answer.Prompt.OutputLimit <= (attempt.Endpoint.Profile.MaxOutputTokens ?? int.MaxValue)) ? Failed(PromptChecks.Complete, "It was cut off.")
        : null;

    private AnswerCheck? Schema(in PromptChecks checks) =>
        checks.Format is not { } format ? null
        : JsonAnswer.Problem(answer.Answer.Text, format.Schema) is { } problem ? Failed(PromptChecks.Schema, problem)
        : new(PromptChecks.Schema, AnswerCheckOutcome.Passed, null);

    private AnswerCheck? Confidence(in PromptChecks checks)
    {
        var options = checks.Options.Confidence;
        if (!options.IsEnabled || !attempt.Endpoint.TellsConfidence)
        {
            return null;
        }

        if (attempt.Meter.Confidence is not { } confidence)
        {
            return new(PromptChecks.Confidence, AnswerCheckOutcome.NotMade, "Its engine told none.");
        }

        // Rounded down and up, so that what is beyond a threshold doesn't read as if it kept it.
        var (score, entropy) = (Math.Floor((confidence.Score * 1_000) + 1e-6) / 1_000, Math.Ceiling((confidence.MeanEntropy * 1_000) - 1e-6) / 1_000);

        // Not "less than": a figure that is no number must not pass. A threshold with more digits than that shows all, and so does what is compared to it.
        return options.MinScore is { } least && !(confidence.Score >= least)
            ? Failed(PromptChecks.Confidence, score < Math.Round(least, 3)
                ? string.Create(CultureInfo.InvariantCulture, $"score {score:0.000}, wanted at least {least:0.###}.")
                : string.Create(CultureInfo.InvariantCulture, $"score {confidence.Score}, wanted at least {least}."))
            : options.MaxEntropy is { } most && !(confidence.MeanEntropy <= most)
            ? Failed(PromptChecks.Confidence, entropy > Math.Round(most, 3)
                ? string.Create(CultureInfo.InvariantCulture, $"entropy {entropy:0.000} nats, wanted at most {most:0.###}.")
                : string.Create(CultureInfo.InvariantCulture, $"entropy {confidence.MeanEntropy} nats, wanted at most {most}."))
            : new(PromptChecks.Confidence, AnswerCheckOutcome.Passed, string.Create(CultureInfo.InvariantCulture, $"score {score:0.000}, entropy {entropy:0.000} nats."));
    }

    private async ValueTask<AnswerCheck> AskAsync(IAnswerVerifier verifier, CancellationToken ct)
    {
        var name = PromptChecks.NameOf(verifier);
        var (limit, left) = (services.Checks.Options.Verifiers.Timeout, call.TimeLeft);
        if (left <= TimeSpan.Zero)
        {
            return new(name, AnswerCheckOutcome.NotMade, "The call's time was over.");
        }

        limit = left < TimeSpan.MaxValue && (limit == Timeout.InfiniteTimeSpan || left < limit) ? left : limit;

        using var source = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var asked = VerifyAsync(verifier, source.Token).MayBeLeft();
        try
        {
            var verdict = await asked.WaitAsync(limit, services.Time, ct).ConfigureAwait(false);
            return new(name, verdict.Outcome, verdict.Reason);
        }
        catch (TimeoutException) when (!asked.IsCompleted)
        {
            return new(name, AnswerCheckOutcome.NotMade, string.Create(CultureInfo.InvariantCulture, $"It had no word within {limit.TotalSeconds:0.###} s."));
        }
        catch (Exception exception) when (CallerCancellation.IsForeign(exception, ct))
        {
            throw CallerCancellation.Of(exception, ct);
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            Log.VerifierFailed(services.Logger, verifier.Name, ErrorText.Of(exception));
            return new(name, AnswerCheckOutcome.NotMade, $"It failed itself: {ErrorText.Of(exception)}.");
        }
        finally
        {
            if (!asked.IsCompleted)
            {
                await LeaveAsync(verifier, source).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Stops a verifier that isn't waited for any more. If the caller left, that alone doesn't: the wait ends first, and with it the source's link to
    /// the caller's token.</summary>
    private async ValueTask LeaveAsync(IAnswerVerifier verifier, CancellationTokenSource source)
    {
        try
        {
            await source.CancelAsync().ConfigureAwait(false);
        }
        catch (AggregateException exception)
        {
            Log.VerifierFailed(services.Logger, verifier.Name, ErrorText.Of(exception));
        }
    }

    private async Task<AnswerVerdict> VerifyAsync(IAnswerVerifier verifier, CancellationToken ct)
    {
        AnswerChecks.Enter();

        // What it asks a router holds the question and the answer, and is for the request.
        using var run = call.Run?.Begin();
        DataClassScope.Current = new(answer.Prompt.DataClass, DataClassScope.Current);
        Activity.Current = call.Span ?? Activity.Current;
        return await verifier.VerifyAsync(answer, ct).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"{verifier.GetType()} gave null instead of a verdict.");
    }

    private static AnswerCheck Failed(string name, string reason) => new(name, AnswerCheckOutcome.Failed, reason);
}
