using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using ModelRouter.Storage;

namespace ModelRouter.Cli;

/// <summary>A router ready to be asked. Disposing it ends its models.</summary>
/// <param name="Router">The router.</param>
/// <param name="ModelId">What to ask it for, as <see cref="ChatOptions.ModelId"/>.</param>
/// <param name="Configuration">Where its models come from; <see langword="null"/> for a single file and for the built-in models.</param>
/// <param name="Terminal">Tells what could not be kept.</param>
/// <param name="BudgetStore">Keeps what budgets have left, if the configuration names a store.</param>
/// <param name="Ledger">Where its spending is kept; <see langword="null"/> if nowhere.</param>
internal sealed record OpenedRouter(
    ModelRouterChatClient Router, string? ModelId, IConfiguration? Configuration, Terminal Terminal, LeasedBudgetStore? BudgetStore = null, ISpendLedger? Ledger = null)
    : IDisposable
{
    /// <summary>The model of that id.</summary>
    /// <exception cref="UnknownModelException">There is none.</exception>
    public ModelEndpoint Find(string id) =>
        Router.Endpoints.FirstOrDefault(e => e.Profile.Id.Equals(id, StringComparison.OrdinalIgnoreCase))
        ?? throw new UnknownModelException(id, [.. Router.Endpoints.Select(e => e.Profile.Id)]);

    /// <summary>Tells of a model id that is wrong before the first question is asked.</summary>
    /// <exception cref="UnknownModelException">There is no such model.</exception>
    public void CheckModel() => ModelSelection.Parse(ModelId, Router.Endpoints);

    /// <summary>The file of a self-hosted model, an absolute path; <see langword="null"/> for models that are reached over a network.</summary>
    public static string? FileOf(ModelEndpoint endpoint) => (endpoint.Client as LoadingChatClient)?.ModelPath;

    public void Dispose()
    {
        var learner = Router.Learner;
        Router.Dispose();
        learner?.Dispose();
        (Ledger as IDisposable)?.Dispose();

        // Whatever is left of its leases must not stay reserved for a program that has ended.
        BudgetStore?.Dispose();
        if (BudgetStore?.Lost is > 0 and var lost)
        {
            // Thrown here, it would hide the failure for which the program ends.
            Terminal.WriteFailure($"what was settled in {lost} {(lost == 1 ? "budget" : "budgets")} could not be written, since the database failed.");
        }
    }
}
