using System.Data.Common;
using Microsoft.Extensions.Configuration;
using ModelRouter.Storage;

namespace ModelRouter.Cli;

/// <summary>What the configured ledger teaches of calls, as a router in an application learns it when it starts.</summary>
internal static class LedgerLessons
{
    /// <summary>Lets a router learn from its ledger, or from the configured one. What can't be read is told, and no reason to stop.</summary>
    internal static async Task ReadAsync(OpenedRouter opened, Terminal terminal, CancellationToken ct)
    {
        if (opened.Router.Learner is { } learner && opened.Configuration is { } configuration
            && await ReadAsync(learner, opened.Router.Endpoints.Select(static endpoint => endpoint.Profile), opened.Ledger, configuration, ct).ConfigureAwait(false) is { } note)
        {
            terminal.WriteNote(note);
        }
    }

    /// <summary>Lets a learner learn from the ledger that is open, or from the configured one. Gives a note if that can't be read.</summary>
    internal static async Task<string?> ReadAsync(
        OutcomeLearner learner, IEnumerable<ModelProfile> models, ISpendLedger? open, IConfiguration configuration, CancellationToken ct)
    {
        if (learner.Forecasts is null)
        {
            return null;
        }

        try
        {
            await UseAsync(open, configuration, ledger => learner.ReadLedgerAsync(ledger, models, ct)).ConfigureAwait(false);
            return null;
        }
        catch (Exception failure) when (failure is IOException or DbException or InvalidDataException or TimeoutException or ModelRouterConfigurationException)
        {
            return $"expected output and time begin at the models' profiles, since the ledger can't be read: {failure.Message}";
        }
    }

    /// <summary>What a configuration's models took, by its ledger.</summary>
    /// <param name="configPath">The file that the command line names.</param>
    /// <param name="since">Older entries are passed over.</param>
    /// <param name="ct">Stops reading.</param>
    /// <exception cref="IOException">The ledger can't be opened.</exception>
    internal static async Task<IReadOnlyList<(ModelProfile Model, ModelForecast Forecast)>> ForecastsAsync(string? configPath, DateTimeOffset? since, CancellationToken ct)
    {
        var models = PolicyFile.Open(configPath).Models;
        var configuration = ConfigurationFile.Read(ConfigurationFile.Find(configPath)!);
        if (!LearningSource.OptionsOf(configuration).Forecasts)
        {
            return [];
        }

        var forecasts = new LearnedForecasts();
        await UseAsync(null, configuration, ledger => forecasts.ReadAsync(ledger, models, since, ct)).ConfigureAwait(false);
        return [.. models.Where(model => forecasts.Find(model) is { Calls: > 0 }).Select(model => (model, forecasts.Find(model)!))];
    }

    /// <summary>Does something with the ledger that is open, or else with the configured one, if either lasts.</summary>
    internal static async Task UseAsync(ISpendLedger? open, IConfiguration configuration, Func<ISpendLedgerReader, Task> use)
    {
        var ledger = open ?? LedgerSource.OpenToRead(configuration);
        try
        {
            if (ledger is StoredSpendLedger stored)
            {
                await use(stored).ConfigureAwait(false);
            }
        }
        finally
        {
            if (open is null && ledger is IAsyncDisposable opened)
            {
                await opened.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
