using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace ModelRouter.Cli;

/// <summary><c>learning show</c>: the labels, model by model.</summary>
internal sealed class LearningShowCommand : Command
{
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object instead: labels, counted, unread, models, forecasts." };
    private readonly ConfigOption _config = new();
    private readonly Terminal _terminal;

    public LearningShowCommand(Terminal terminal)
        : base("show", "Shows of each model how many answers are labelled, by whom, and how good they were; and what calls took, by the ledger.")
    {
        _terminal = terminal;
        Options.Add(_config);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var (labels, unread, forgottenAt) = await LearningSource.UseStoreAsync(
            parsed.GetValue(_config),
            isReading: true,
            async store => (await store.LoadAsync(ct).ConfigureAwait(false), store.Unread, await store.ForgottenAtAsync(ct).ConfigureAwait(false))).ConfigureAwait(false);
        var kept = new LabelSet(LearningSource.OptionsOf(ConfigurationFile.Read(ConfigurationFile.Find(parsed.GetValue(_config))!)).SourceShare);
        kept.Load(labels);
        var counted = kept.Counted().Length;
        var forecasts = await LedgerLessons.ForecastsAsync(parsed.GetValue(_config), forgottenAt, ct).ConfigureAwait(false);
        var models = labels.GroupBy(static label => label.Call.Model, StringComparer.OrdinalIgnoreCase).OrderBy(static model => model.Key, StringComparer.Ordinal).ToList();
        if (parsed.GetValue(_json))
        {
            WriteJson(labels.Count, counted, unread, models, forecasts);
        }
        else
        {
            WriteTable(models);
            if (counted < labels.Count)
            {
                _terminal.WriteNote($"{counted:#,0} of {labels.Count:#,0} labels count: {LabelSet.Capacity:#,0} at most, and of one person no more than his share (SourceShare). The others are kept.");
            }

            if (LearningSource.OfUnread(unread) is { } note)
            {
                _terminal.WriteNote(note);
            }

            ForecastView.WriteTable(_terminal, forecasts);
        }

        return ExitCode.Success;
    }

    private void WriteTable(List<IGrouping<string, OutcomeLabel>> models)
    {
        var table = Tables.Create("Learning", ["model", "labels", .. Enum.GetValues<OutcomeKind>().Select(static kind => Names.Words(kind)), "mean outcome"]);
        foreach (var model in models)
        {
            string[] cells =
            [
                TerminalText.Clean(model.Key), $"{model.Count()}", .. Enum.GetValues<OutcomeKind>().Select(kind => $"{model.Count(label => label.Kind == kind)}"),
                model.Average(static label => label.Outcome).ToString("0.00", CultureInfo.InvariantCulture),
            ];
            table.AddRow([.. cells.Select(Markup.Escape)]);
        }

        Tables.Write(_terminal, table);
    }

    private void WriteJson(int count, int counted, int unread, List<IGrouping<string, OutcomeLabel>> models, IReadOnlyList<(ModelProfile Model, ModelForecast Forecast)> forecasts) => JsonOutput.Write(_terminal, json =>
    {
        json.WriteNumber("labels", count);
        json.WriteNumber("counted", counted);
        json.WriteNumber("unread", unread);
        json.WriteStartArray("models");
        foreach (var model in models)
        {
            json.WriteStartObject();
            json.WriteString("model", model.Key);
            json.WriteNumber("labels", model.Count());
            foreach (var kind in Enum.GetValues<OutcomeKind>())
            {
                json.WriteNumber(Names.Snake(kind), model.Count(label => label.Kind == kind));
            }

            json.WriteNumber("mean_outcome", model.Average(static label => label.Outcome));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        ForecastView.WriteJson(json, forecasts);
    });
}
