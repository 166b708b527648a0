using ModelRouter.Evaluation;
using ModelRouter.Storage;

namespace ModelRouter.Cli;

/// <summary><c>train --outcomes</c>: learns from the labels of a store, which hold prompts as numbers and no text.</summary>
/// <param name="File">A SQLite file; <see langword="null"/> for the store that the configuration names.</param>
/// <param name="ConfigPath">The configuration that the command line names.</param>
internal sealed record TrainOutcomes(string? File, string? ConfigPath)
{
    /// <summary>Writes the weights, and gives what to tell of them.</summary>
    /// <exception cref="UsageException">There is no store.</exception>
    /// <exception cref="RoutingDataException">There are too few labels.</exception>
    internal async Task<OutcomeTraining> RunAsync(Stream weights, int seed, Terminal terminal, CancellationToken ct)
    {
        var (labels, unread) = await LoadAsync(ct).ConfigureAwait(false);
        if (LearningSource.OfUnread(unread) is { } note)
        {
            terminal.WriteNote(note);
        }

        var (onto, options) = ReadConfiguration();
        OutcomeTraining? training = null;
        await LoadDisplay.ShowAsync(
            terminal, $"Learning from {labels.Count:#,0} labels",
            (progress, token) => Task.Run(() => training = OutcomeTrainer.Train(labels, onto, options.SourceShare, seed, progress, token), token), ct).ConfigureAwait(false);
        training!.Weights.Write(weights);
        return training;
    }

    /// <summary>The files that are read: the store and SQLite's beside it, the configuration, and what it names.</summary>
    internal IEnumerable<string> Files() =>
        [.. SqliteReading.FilesOf(File), .. FindConfiguration() is { } path ? LearningSource.FilesOf(path, ConfigurationFile.Read(path)) : []];

    internal static IEnumerable<string> Notes(OutcomeTraining training, string path)
    {
        yield return $"the weights are in {path}: learned from {training.Labels:#,0} labels of {string.Join(", ", training.Models.Select(TerminalText.Clean))}, {training.Prompts:#,0} prompts.";
        if (!training.HasLearned)
        {
            yield return "these labels teach nothing that holds for others of them, so nothing is corrected. More of them, or of more kinds of prompts, may.";
            yield break;
        }

        yield return FormattableString.Invariant(
            $"of prompts that were left out, the log loss is {training.LossAfter:0.000}; without these labels, {training.LossBefore:0.000}.");
        yield return $"name the weights in the configuration (\"Learning\": {{ \"Weights\": \"{path}\" }}); what they were learned from then doesn't count a second time.";
    }

    private async Task<(IReadOnlyList<OutcomeLabel> Labels, int Unread)> LoadAsync(CancellationToken ct)
    {
        if (File is null)
        {
            return await LearningSource.UseStoreAsync(ConfigPath, isReading: true, Load).ConfigureAwait(false);
        }

        return System.IO.File.Exists(File)
            ? await LearningSource.UseAsync(new SqliteOutcomeStore(File, isReadOnly: true), Load).ConfigureAwait(false)
            : throw new UsageException($"the file '{File}' of --outcomes does not exist.");

        async Task<(IReadOnlyList<OutcomeLabel> Labels, int Unread)> Load(IOutcomeStore store) => (await store.LoadAsync(ct).ConfigureAwait(false), store.Unread);
    }

    private string? FindConfiguration() => File is null || ConfigPath is not null ? ConfigurationFile.Find(ConfigPath) : null;

    /// <summary>What the router predicts with, and how much one person may say; the defaults where only a file is named.</summary>
    private (RouterWeights? Onto, LearningOptions Options) ReadConfiguration()
    {
        if (FindConfiguration() is not { } path)
        {
            return (null, new());
        }

        try
        {
            var section = ConfigurationSections.Find(ConfigurationFile.Read(path));
            return (LearningReader.ReadWeights(section), LearningReader.ReadOptions(new SectionReader(section).Child("Learning")));
        }
        catch (ModelRouterConfigurationException wrong)
        {
            throw new UsageException($"{path}: {wrong.Message}", wrong);
        }
    }
}
