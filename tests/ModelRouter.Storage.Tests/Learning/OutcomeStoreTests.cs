using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace ModelRouter.Storage.Tests;

/// <summary>Tests of a store of outcomes, each in a database of its own.</summary>
public abstract class OutcomeStoreTests : IDisposable
{
    // Prompts that differ in numbers alone would count as the same.
    private protected static readonly string[] Tasks = ["Prove that", "Write a poem on", "Translate into Korean:", "Fix this code:", "Summarize", "What is", "Explain to a child"];
    private protected static readonly string[] Subjects = ["prime numbers", "contract law", "steel welding"];

    private protected OutcomeStoreTests(OutcomeDatabase database) => Database = database;

    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    private protected OutcomeDatabase Database { get; }

    private protected static PromptVector Prompt => Call(1).Prompt;

    public void Dispose()
    {
        Database.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected async Task<SqlOutcomeStore> OpenAsync() => OutcomeWorker.Open(Database.Kind, await Database.TargetAsync());

    private protected static async Task UntilAsync(FakeTimeProvider time, Func<bool> isSo)
    {
        // Ten seconds at least, where a moment is enough.
        for (var round = 0; !isSo(); round++)
        {
            Assert.True(round < 10_000, "It never came about.");
            time.Advance(TimeSpan.FromSeconds(15));
            await Task.Delay(1, Ct);
        }
    }

    private protected static LearnableCall Call(int seed, string? model = null)
    {
        var prompt = new HeuristicPromptAnalyzer().Analyze([new(ChatRole.User, $"{Tasks[seed % Tasks.Length]} {Subjects[seed / Tasks.Length % Subjects.Length]}, {seed}?")], null).Vector!;
        return new(Guid.CreateVersion7(), DateTimeOffset.UnixEpoch.AddSeconds(seed), model ?? $"model {seed}", prompt, -0.25 * seed, seed == 1 || model is not null ? null : "source");
    }
}
