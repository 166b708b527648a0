using System.Data.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelRouter.Storage;

namespace ModelRouter.Cli;

/// <summary>Opens what the configuration's <c>Learning</c> names.</summary>
internal static class LearningSource
{
    /// <summary>Open stores that are only looked into.</summary>
    internal static readonly IOutcomeStoreProvider[] Reading = [new SqliteReading(), new PostgresOutcomeStoreProvider()];

    private static readonly IOutcomeStoreProvider[] Writing = [new SqliteOutcomeStoreProvider(), new PostgresOutcomeStoreProvider()];

    /// <summary>The learner; <see langword="null"/> unless learning is enabled. A store that doesn't answer is told, and asked again as long as the program runs.</summary>
    /// <param name="configuration">Has the section.</param>
    /// <param name="terminal">Tells of the store.</param>
    /// <param name="isReading">True if no model is asked, so that there is nothing to keep.</param>
    internal static OutcomeLearner? Open(IConfiguration configuration, Terminal terminal, bool isReading)
    {
        using var services = new ServiceCollection().AddSingleton(configuration).BuildServiceProvider();
        var learner = LearningReader.Create(ConfigurationSections.Find(configuration), services, isReading ? Reading : Writing);
        if (learner?.Outage is { } outage)
        {
            terminal.WriteNote($"{Unusable(outage.Failure).Message} What it has kept doesn't count yet.");
        }

        return learner;
    }

    /// <summary>What to tell of labels that a store left out; <see langword="null"/> of none.</summary>
    internal static string? OfUnread(int labels) =>
        labels > 0 ? $"{labels:#,0} labels are of another version of the library, or damaged; they don't count." : null;

    /// <summary>How a configuration lets learn.</summary>
    internal static LearningOptions OptionsOf(IConfiguration configuration) => LearningReader.ReadOptions(new SectionReader(ConfigurationSections.Find(configuration)).Child("Learning"));

    /// <summary>A configuration's file and those that its <c>Learning</c> names: the store, SQLite's beside it, and the weights.</summary>
    internal static IEnumerable<string> FilesOf(string path, IConfiguration? configuration)
    {
        var learning = configuration?.GetSection($"{ModelRouterConfiguration.SectionName}:Learning");
        return [path, .. SqliteReading.FilesOf(learning?["Path"]), .. learning?["Weights"] is { Length: > 0 } weights ? (string[])[weights] : []];
    }

    /// <summary>Does something with the store that lasts.</summary>
    /// <param name="configPath">The configuration that the command line names.</param>
    /// <param name="isReading">True if the store is only looked into, and must be neither made nor changed.</param>
    /// <param name="use">What to do.</param>
    /// <exception cref="UsageException">None is configured.</exception>
    /// <exception cref="IOException">It can't be opened, read or written.</exception>
    internal static async Task<T> UseStoreAsync<T>(string? configPath, bool isReading, Func<IOutcomeStore, Task<T>> use)
    {
        var path = ConfigurationFile.Find(configPath)
            ?? throw new UsageException($"there is no configuration. Name a file with --config, or put a {ConfigurationFile.DefaultName} here.");
        try
        {
            var configuration = ConfigurationFile.Read(path);
            using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).BuildServiceProvider();
            var reader = new SectionReader(ConfigurationSections.Find(configuration)).Child("Learning");
            LearningReader.ReadOptions(reader);
            var store = LearningReader.CreateStore(reader, services, isReading ? Reading : Writing) ?? throw new UsageException(
                $"{path} keeps no outcomes: put \"Learning\": {{ \"Enabled\": true, \"Store\": \"sqlite\", \"Path\": \"learned.db\" }} into it.");
            return await UseAsync(store, use).ConfigureAwait(false);
        }
        catch (ModelRouterConfigurationException wrong)
        {
            throw new UsageException($"{path}: {wrong.Message}", wrong);
        }
    }

    /// <summary>Does something with a store, and closes it.</summary>
    /// <exception cref="IOException">It can't be opened, read or written.</exception>
    internal static async Task<T> UseAsync<T>(IOutcomeStore store, Func<IOutcomeStore, Task<T>> use)
    {
        try
        {
            await using var closing = store.ConfigureAwait(false);
            return await use(store).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is DbException or NewerSchemaException or InvalidDataException)
        {
            throw Unusable(failure);
        }
    }

    private static IOException Unusable(Exception failure) => new($"the store of outcomes can't be used: {failure.Message}", failure);
}
