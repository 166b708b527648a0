using System.Globalization;

namespace ModelRouter.Storage.Tests;

/// <summary>A process that tells how well calls were answered which another process has made.</summary>
internal static class OutcomeWorker
{
    internal const string Argument = "tell-outcomes";

    internal static SqlOutcomeStore Open(string store, string target) => store == "sqlite" ? new SqliteOutcomeStore(target) : new PostgresOutcomeStore(target);

    internal static async Task<int> RunAsync(string store, string target, string outcome, string[] calls)
    {
        await using var outcomes = Open(store, target);
        foreach (var id in calls)
        {
            var call = await outcomes.FindAsync(Guid.Parse(id), CancellationToken.None);
            await outcomes.SaveAsync(new(call!, OutcomeKind.Feedback, double.Parse(outcome, CultureInfo.InvariantCulture)), [], CancellationToken.None);
        }

        return 0;
    }
}
