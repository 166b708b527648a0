using Microsoft.Extensions.AI;

namespace NanoR1;

/// <summary>Asks a model through the interface that applications use, and checks the answers exactly.</summary>
/// <param name="client">The model.</param>
/// <param name="concurrency">Questions under way at once; they do not influence each other's answers.</param>
internal sealed class Evaluator(IChatClient client, int concurrency)
{
    /// <summary>Asks all of the plan, group after group.</summary>
    public async IAsyncEnumerable<EvaluationGroup> RunAsync(
        EvaluationPlan plan, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var family in plan.Families)
        {
            foreach (var language in plan.Languages)
            {
                foreach (var split in plan.Splits)
                {
                    var exercises = Draw(family, language, split, plan.Count, plan.Seed);
                    yield return new(family.Name, language, split, await AskAsync(family, exercises, cancellationToken));
                }
            }
        }
    }

    /// <summary>The exercises of one group. No question comes twice unless the family has too few.</summary>
    public static Exercise[] Draw(ITaskFamily family, string language, Split split, int count, int seed)
    {
        // One generator for all groups would ask for the same numbers in each language and split.
        var random = Seeds.Of(seed, $"{family.Name} {language} {SplitNames.Of(split)}");
        var prompts = new HashSet<string>(StringComparer.Ordinal);
        return [.. Enumerable.Range(0, count).Select(_ => DrawNew())];

        Exercise DrawNew()
        {
            for (var attempt = 0; ; attempt++)
            {
                var exercise = family.Create(random, split, language);
                if (prompts.Add(exercise.Prompt) || attempt == 200)
                {
                    return exercise;
                }
            }
        }
    }

    private async Task<EvaluatedExercise[]> AskAsync(ITaskFamily family, Exercise[] exercises, CancellationToken cancellationToken)
    {
        var asked = new EvaluatedExercise[exercises.Length];
        var limits = new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, exercises.Length, limits, async (i, ct) => asked[i] = await AskAsync(family, exercises[i], ct));
        return asked;
    }

    private async Task<EvaluatedExercise> AskAsync(ITaskFamily family, Exercise exercise, CancellationToken cancellationToken)
    {
        var response = await client.GetResponseAsync(
            [new ChatMessage(ChatRole.User, exercise.Prompt)], new ChatOptions { Temperature = 0 }, cancellationToken);
        var contents = response.Messages.SelectMany(message => message.Contents);
        var thought = string.Concat(contents.OfType<TextReasoningContent>().Select(part => part.Text)).Trim();
        var answer = response.Text.Trim();
        var hasFormat = thought.Length > 0 && answer.Length > 0 && response.FinishReason == ChatFinishReason.Stop;
        return new(exercise, thought, answer, answer.Length > 0 && family.IsRight(exercise, answer), hasFormat);
    }
}
