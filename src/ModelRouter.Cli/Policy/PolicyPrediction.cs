using System.Data.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelRouter.Storage;

namespace ModelRouter.Cli;

/// <summary>What a router with a configuration predicts by: its weights, and what its outcomes and its ledger have taught so far.</summary>
/// <param name="Predictor">By the configured weights, without labels.</param>
/// <param name="Learner">What corrects it, and knows how much models write; <see langword="null"/> if nothing is learned.</param>
/// <param name="Prompts">What the store knows of calls' prompts.</param>
/// <param name="Missing">What the configuration names and is not in it, and why.</param>
internal sealed record PolicyPrediction(
    ISuccessPredictor Predictor, OutcomeLearner? Learner, IReadOnlyDictionary<Guid, PromptVector> Prompts, IReadOnlyList<string> Missing) : IAsyncDisposable
{
    /// <summary>As a router with no configuration of it would.</summary>
    internal static PolicyPrediction Default { get; } = new(new LearnedSuccessPredictor(), null, new Dictionary<Guid, PromptVector>(), []);

    /// <summary>The predictor as the outcomes correct it.</summary>
    internal ISuccessPredictor Corrected { get; } = Learner is null ? Predictor : new CorrectedPredictor(Predictor, Learner);

    /// <summary>Reads what a file names. Nothing is made or changed; a store that can't be read here is told and left out.</summary>
    /// <param name="file">A valid file.</param>
    /// <param name="needsPrompts">Whether what the store knows of calls is wanted.</param>
    /// <param name="ct">Stops reading.</param>
    /// <exception cref="UsageException">The weights can't be used.</exception>
    internal static async Task<PolicyPrediction> OpenAsync(PolicyFile file, bool needsPrompts, CancellationToken ct)
    {
        if (file.Configuration is not { } configuration)
        {
            return Default;
        }

        var section = ConfigurationSections.Find(configuration);
        var reader = new SectionReader(section).Child("Learning");
        ISuccessPredictor predictor;
        var options = LearningReader.ReadOptions(reader);
        options.RefreshInterval = Timeout.InfiniteTimeSpan;
        try
        {
            predictor = LearningReader.CreatePredictor(section) ?? new LearnedSuccessPredictor();
            options.Weights = LearningReader.ReadWeights(section);
        }
        catch (ModelRouterConfigurationException wrong)
        {
            throw new UsageException($"{file.Name}: {wrong.Message}", wrong);
        }

        if (reader.Bool("Enabled") is not true)
        {
            return Default with { Predictor = predictor };
        }

        var (learner, prompts, missing) = await OpenStoreAsync(reader, configuration, options, needsPrompts, ct).ConfigureAwait(false);
        learner ??= await OutcomeLearner.OpenAsync(null, options, cancellationToken: ct).ConfigureAwait(false);
        var unread = await LedgerLessons.ReadAsync(learner, file.Models, open: null, configuration, ct).ConfigureAwait(false);
        return new(predictor, learner, prompts, [.. new[] { missing, unread }.OfType<string>()]);
    }

    private static async Task<(OutcomeLearner? Learner, IReadOnlyDictionary<Guid, PromptVector> Prompts, string? Missing)> OpenStoreAsync(
        SectionReader reader, IConfiguration configuration, LearningOptions options, bool needsPrompts, CancellationToken ct)
    {
        // A file that isn't there yet would be made.
        if (reader.Text("Path") is { } path && !File.Exists(path))
        {
            return (null, Default.Prompts, null);
        }

        try
        {
            using var services = new ServiceCollection().AddSingleton(configuration).BuildServiceProvider();
            var store = LearningReader.CreateStore(reader, services, LearningSource.Reading);
            var prompts = needsPrompts && store is SqlOutcomeStore known ? await known.PromptsAsync(ct).ConfigureAwait(false) : Default.Prompts;
            var learner = await OutcomeLearner.OpenAsync(store, options, cancellationToken: ct).ConfigureAwait(false);
            if (learner.Outage is not { } outage)
            {
                return (learner, prompts, null);
            }

            await learner.DisposeAsync().ConfigureAwait(false);
            return Without(outage.Failure);
        }
        catch (Exception failure) when (failure is DbException or NewerSchemaException or InvalidDataException or ModelRouterConfigurationException)
        {
            return Without(failure);
        }

        static (OutcomeLearner? Learner, IReadOnlyDictionary<Guid, PromptVector> Prompts, string? Missing) Without(Exception failure) =>
            (null, Default.Prompts, $"what has been learned from outcomes can't be read here, and is left out: {failure.Message}");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Learner?.DisposeAsync() ?? ValueTask.CompletedTask;
}
