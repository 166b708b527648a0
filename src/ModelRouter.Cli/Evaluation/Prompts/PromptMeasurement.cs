using Microsoft.Extensions.AI;

namespace ModelRouter.Cli;

/// <summary>Asks prompts for verdicts that are known.</summary>
/// <param name="router">Asks the models; its rules, budgets and ledger hold.</param>
/// <param name="modelId">Whom to ask, as <see cref="ChatOptions.ModelId"/>.</param>
/// <param name="run">What all of it may cost; over when it has stopped.</param>
/// <param name="parallel">Requests at a time.</param>
internal sealed class PromptMeasurement(ModelRouterChatClient router, string? modelId, RoutingRun run, int parallel)
{
    /// <summary>If nobody answers so many requests of a prompt at its beginning, nobody will answer the others.</summary>
    private const int Tries = 3;

    /// <summary>The figures of each study, in their order.</summary>
    /// <exception cref="Exception">No request of any study was answered: the first one's failure.</exception>
    internal async Task<IReadOnlyList<PromptFigures>> RunAsync(IReadOnlyList<PromptStudy> studies, IProgress<float> progress, CancellationToken ct)
    {
        var figures = new List<PromptFigures>();
        Exception? failure = null;
        var (done, all) = (0, studies.Sum(static study => study.Cases.Count));
        foreach (var study in studies)
        {
            var replies = new PromptReply?[study.Cases.Count];
            var part = new RoutingRun { Outer = run, IsUntagged = true };
            using (part.Begin())
            {
                for (var i = 0; i < Math.Min(Tries, replies.Length); i++)
                {
                    await AskAsync(i).ConfigureAwait(false);
                }

                if (replies.Any(static reply => reply is { IsAnswered: true }))
                {
                    await Parallel.ForAsync(Tries, replies.Length, new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = ct }, async (i, _) => await AskAsync(i).ConfigureAwait(false))
                        .ConfigureAwait(false);
                }
            }

            figures.Add(PromptFigures.Of(study, replies, part.Spent));

            async Task AskAsync(int i)
            {
                if (!run.IsStopped)
                {
                    (replies[i], var failed) = await AskOneAsync(study, study.Cases[i], ct).ConfigureAwait(false);
                    Interlocked.CompareExchange(ref failure, failed, null);
                }

                progress.Report((float)Interlocked.Increment(ref done) / all);
            }
        }

        return failure is not null && !run.IsStopped && figures.TrueForAll(static f => f.Models.Count == 0) ? throw failure : figures;
    }

    private async Task<(PromptReply? Reply, Exception? Failure)> AskOneAsync(PromptStudy study, PromptCase one, CancellationToken ct)
    {
        try
        {
            var response = await router.GetResponseAsync(study.Template.Render(one.Values), study.Template.Options(modelId), ct).ConfigureAwait(false);
            return (new(study.Read(response.Text), response.GetRoutingReceipt()!.Model), null);
        }
        catch (Exception failure) when (failure is NoEligibleModelException or AllModelsFailedException or ModelRefusedException)
        {
            // A request that the limit kept from being sent says nothing about the prompt.
            return (run.IsStopped ? null : PromptReply.None, failure);
        }
    }
}
