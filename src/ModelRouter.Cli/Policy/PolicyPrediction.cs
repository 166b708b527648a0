using System.Data.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelRouter.Storage;

namespace ModelRouter.Cli;

/// <summary>What a router with a configuration predicts success by: its weights, and what its outcomes have taught so far.</summary>
/// <param name="Predictor">By the configured weights, without labels.</param>
/// <param name="Learner">What corrects it; <see langword="null"/> if nothing does.</param>
/// <param name="Prompts">What the store knows of calls' prompts.</param>
/// <param name="Missing">Why the outcomes that the configuration names are not in it; <see langword="null"/> if they are, or there are none.</param>
internal sealed record PolicyPrediction(
    ISuccessPredictor Predictor, OutcomeLearner? Learner, IReadOnlyDictionary<Guid, PromptVector> Prompts, string? Missing) : IAsyncDisposable
{
    /// <summary>As a router with no configuration of it would.</summary>
    internal static PolicyPrediction Default { get; } = new(new LearnedSuccessPredictor(), null, new Dictionary<Guid, PromptVector>(), null);

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
        try
        {
            predictor = LearningReader.CreatePredictor(section) ?? new LearnedSuccessPredictor();
        }
        catch (ModelRouterConfigurationException wrong)
        {
            throw new UsageException($"{file.Name}: {wrong.Message}", wrong);
        }

        // A file that isn't there yet would be made.
        if (reader.Bool("Enabled") is not true || (reader.Text("Path") is { } path && !File.Exists(path)))
        {
            return Default with { Predictor = predictor };
        }

        try
        {
            using var services = new ServiceCollection().AddSingleton(configuration).BuildServiceProvider();
            var store = LearningReader.CreateStore(reader, services, LearningSource.Reading);
            var prompts = needsPrompts && store is SqlOutcomeStore known ? await known.PromptsAsync(ct).ConfigureAwait(false) : Default.Prompts;
            var options = LearningReader.ReadOptions(reader);
            options.RefreshInterval = Timeout.InfiniteTimeSpan;
            options.Weights = LearningReader.ReadWeights(section);
            var learner = await OutcomeLearner.OpenAsync(store, options, ct: ct).ConfigureAwait(false);
            if (learner.Outage is not { } outage)
            {
                return new(predictor, learner, prompts, Missing: null);
            }

            await learner.DisposeAsync().ConfigureAwait(false);
            return Without(outage.Failure);
        }
        catch (Exception failure) when (failure is DbException or NewerSchemaException or InvalidDataException or ModelRouterConfigurationException)
        {
            return Without(failure);
        }

        PolicyPrediction Without(Exception failure) =>
            Default with { Predictor = predictor, Missing = $"what has been learned from outcomes can't be read here, and is left out: {failure.Message}" };
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Learner?.DisposeAsync() ?? ValueTask.CompletedTask;
}
