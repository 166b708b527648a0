using System.Globalization;

namespace ModelRouter;

/// <summary>Asks a model for more answers, and counts how many are the same as its first.</summary>
/// <remarks>All that its limits let in are asked for at once, so that an engine reads the prompt once and writes them together.</remarks>
internal sealed class AnswerVote(RoutedCall call, RoutedAttempt first, AnswerToVerify answer, PromptChecks checks)
{
    private readonly string _form = AnswerForm.Of(answer.Answer.Text, answer.Prompt.Task);
    private int _asked = 1;
    private int _given = 1;
    private int _same = 1;

    private bool IsDecided => _same >= Needed(checks.Answers) || _same + checks.Answers - _asked < Needed(checks.Answers);

    internal async ValueTask<AnswerCheck> RunAsync(CancellationToken ct)
    {
        while (_asked < checks.Answers && !IsDecided && await BeginAsync(ct).ConfigureAwait(false) is { Count: > 0 } round)
        {
            await EndAsync(round, ct).ConfigureAwait(false);
            ct.ThrowIfCancellationRequested();
        }

        return _given == 1
            ? new(PromptChecks.Votes, AnswerCheckOutcome.NotMade, "No other answer could be had.")
            : new(
                PromptChecks.Votes,
                _same >= Needed(_given) ? AnswerCheckOutcome.Passed : AnswerCheckOutcome.Failed,
                string.Create(CultureInfo.InvariantCulture, $"{_same} of {_given} answers are the same."));
    }

    private async ValueTask<List<Racer>> BeginAsync(CancellationToken ct)
    {
        var round = new List<Racer>();
        try
        {
            // Only the first waits for a place: the others may have to wait for that very one.
            while (_asked < checks.Answers && await call.AgainAsync(first, mayWait: round.Count == 0, ct).ConfigureAwait(false) is { } attempt)
            {
                attempt.Vote = _asked++;
                var run = new AttemptResponse(call, attempt, ct);
                round.Add(new(run, StartAsync(run)));
            }

            return round;
        }
        catch
        {
            await EndAsync(round, ct).ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<Exception?> StartAsync(AttemptResponse run)
    {
        var failure = await run.StartAsync().ConfigureAwait(false);
        run.MarkEnded();
        await run.CloseAsync().ConfigureAwait(false);
        return failure;
    }

    /// <summary>Accounts for all of them, however each has ended.</summary>
    private ValueTask EndAsync(List<Racer> round, CancellationToken ct) => Each.EndAsync(round, async racer =>
    {
        var failure = await racer.Start.ConfigureAwait(false);
        await call.EndVoteAsync(racer.Run.Attempt, failure, ct).ConfigureAwait(false);

        // What is refused, cut off or broken off says nothing about the first.
        if (failure is null && ((AttemptResponse)racer.Run).Response is var given && !FinalContent.In(given) && AnswerChecking.Completeness(given, answer, racer.Run.Attempt) is null)
        {
            _given++;
            _same += AnswerForm.Of(given.Text, answer.Prompt.Task) == _form ? 1 : 0;
        }
    });

    private int Needed(int answers) => (int)Math.Ceiling((checks.Options.Votes.MinAgreement * answers) - 1e-9);
}
