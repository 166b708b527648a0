using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>The functions as agents call them: texts and numbers in, JSON out, and a failure that the agent can react to told instead of thrown.</summary>
internal sealed class AgentFunctions(RouterFunctions functions, TimeProvider time)
{
    private const int MostDays = 3_660;

    // Nothing of it gets into HTML, and an escaped letter costs a model several tokens.
    private static readonly FunctionJson Json = new(new(FunctionJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The functions of a router.</summary>
    /// <param name="functions">The functions.</param>
    /// <param name="router">Their router.</param>
    /// <param name="within">Who may be asked where the agent names no model, as <see cref="ChatOptions.ModelId"/>; anyone if <see langword="null"/>.</param>
    /// <param name="mark">Says on a request's options whose it is and how confidential.</param>
    internal static AgentFunctions Of(
        RouterFunctions functions, ModelRouterChatClient router, string? within = null, Func<ChatOptions, ChatOptions>? mark = null) =>
        new(functions.For(within, mark), router.State.Services.Time);

    internal FunctionReply ListModels(string? tier) => Reply(() => Write(
        new Dictionary<string, IReadOnlyList<ModelDescription>>(StringComparer.Ordinal) { ["models"] = functions.ListModels(TierOf(tier)) },
        Json.DictionaryStringIReadOnlyListModelDescription));

    internal FunctionReply ExplainRoute(string prompt, string? model) => Reply(() => Write(
        new Dictionary<string, string>(StringComparer.Ordinal) { ["explanation"] = functions.ExplainRoute(prompt, OrNull(model)) },
        Json.DictionaryStringString));

    internal Task<FunctionReply> AskAsync(string prompt, string? model, double? maxCost, CancellationToken ct) => ReplyAsync(async () => Write(
        await functions.AskAsync(prompt, OrNull(model), Dollars(maxCost), ct).ConfigureAwait(false), Json.ModelAnswer));

    internal Task<FunctionReply> CompareAsync(string prompt, string? models, double? maxCost, CancellationToken ct) => ReplyAsync(async () => Write(
        await functions.CompareAsync(
            prompt, models?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), Dollars(maxCost), ct).ConfigureAwait(false),
        Json.ModelComparison));

    internal Task<FunctionReply> DeepThinkAsync(string prompt, int thinkTokens, double? maxCost, CancellationToken ct) => ReplyAsync(async () => Write(
        await functions.DeepThinkAsync(prompt, thinkTokens, Dollars(maxCost), ct).ConfigureAwait(false), Json.ModelAnswer));

    internal FunctionReply EstimateCost(string prompt, string? model) => Reply(() => Write(
        new Dictionary<string, IReadOnlyList<CostEstimate>>(StringComparer.Ordinal) { ["estimates"] = functions.EstimateCost(prompt, OrNull(model)) },
        Json.DictionaryStringIReadOnlyListCostEstimate));

    internal Task<FunctionReply> BudgetLeftAsync(CancellationToken ct) => ReplyAsync(async () => Write(
        new Dictionary<string, IReadOnlyList<BudgetStanding>>(StringComparer.Ordinal) { ["budgets"] = await functions.GetBudgetsAsync(ct).ConfigureAwait(false) },
        Json.DictionaryStringIReadOnlyListBudgetStanding));

    internal Task<FunctionReply> SpendReportAsync(string? by, int? days, CancellationToken ct) => ReplyAsync(async () => Write(
        await functions.ReportSpendAsync(GroupingOf(by), From(days), ct).ConfigureAwait(false), Json.SpendReport));

    private static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static decimal? Dollars(double? amount) => amount switch
    {
        null => null,
        >= 0 and < 1e9 => (decimal)amount.Value,
        _ => throw new ArgumentException($"The cost {amount} is not allowed; it must be US dollars from 0 to 1,000,000,000."),
    };

    private static ModelTier? TierOf(string? tier)
    {
        if (OrNull(tier) is not { } text)
        {
            return null;
        }

        foreach (var known in Enum.GetValues<ModelTier>())
        {
            var id = ModelSelection.Of(known).Name;
            if (id.Equals(text, StringComparison.OrdinalIgnoreCase) || id["auto:".Length..].Equals(text, StringComparison.OrdinalIgnoreCase)
                || known.ToString().Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return known;
            }
        }

        string[] names = [.. Enum.GetValues<ModelTier>().Select(static known => ModelSelection.Of(known).Name["auto:".Length..])];
        throw new ArgumentException($"There is no tier '{text}'.{Spelling.DidYouMean(text, names)} Known: {string.Join(", ", names)}.");
    }

    private static SpendGrouping GroupingOf(string? by)
    {
        if (OrNull(by) is not { } text)
        {
            return SpendGrouping.Model;
        }

        foreach (var known in Enum.GetValues<SpendGrouping>())
        {
            if (known.ToString().Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return known;
            }
        }

        throw new ArgumentException(
            $"Spending can't be grouped by '{text}'.{Spelling.DidYouMean(text, Enum.GetNames<SpendGrouping>())} Known: {string.Join(", ", Enum.GetNames<SpendGrouping>())}.");
    }

    private DateTimeOffset? From(int? days) => days switch
    {
        null => null,
        >= 1 and <= MostDays => time.GetUtcNow() - TimeSpan.FromDays(days.Value),
        _ => throw new ArgumentException($"{days} days are not allowed; it must be 1 to {MostDays}."),
    };

    private static FunctionReply Reply(Func<string> result)
    {
        try
        {
            return new(result(), IsError: false);
        }
        catch (Exception failure) when (IsTold(failure))
        {
            return Error(failure);
        }
    }

    private static async Task<FunctionReply> ReplyAsync(Func<Task<string>> result)
    {
        try
        {
            return new(await result().ConfigureAwait(false), IsError: false);
        }
        catch (Exception failure) when (IsTold(failure))
        {
            return Error(failure);
        }
    }

    /// <summary>What an agent can do something about.</summary>
    private static bool IsTold(Exception failure) =>
        ErrorText.IsOwn(failure) || failure is ArgumentException or NotSupportedException || failure.Data.Contains(RouterFunctions.ForeignKey);

    /// <summary>The router's own words; they quote no provider, and no prompt.</summary>
    private static string MessageOf(Exception failure) =>
        failure.Data[RouterFunctions.ForeignKey] as string ?? (failure is ArgumentException or NotSupportedException ? failure.Message : ErrorText.Told(failure));

    private static FunctionReply Error(Exception failure) => new(
        Write(new Dictionary<string, string>(StringComparer.Ordinal) { ["error"] = MessageOf(failure) }, Json.DictionaryStringString), IsError: true);

    private static string Write<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);
}
