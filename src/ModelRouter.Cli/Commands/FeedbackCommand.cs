using System.CommandLine;
using System.Globalization;

namespace ModelRouter.Cli;

/// <summary><c>feedback</c>: how good an answer was.</summary>
internal sealed class FeedbackCommand : Command
{
    private readonly Argument<Guid> _call = new("call-id")
    {
        Description = "The call, as 'ask --json' and receipts tell it.",
        CustomParser = static result =>
        {
            var text = string.Join(' ', result.Tokens.Select(static token => token.Value));
            if (Guid.TryParse(text, out var id))
            {
                return id;
            }

            result.AddError($"'{text}' is no call's id; receipts and 'ask --json' tell it, such as 019ab2c4-6a1f-7c3e-9d52-3f0e8b7a1c44.");
            return Guid.Empty;
        },
    };

    private readonly Argument<string> _rating = new("rating") { Description = "good, bad, or a number from 0 (wrong) to 1 (right).", HelpName = "good|bad|0..1" };
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object instead: call_id, model, outcome." };
    private readonly ConfigOption _config = new();
    private readonly Terminal _terminal;

    public FeedbackCommand(Terminal terminal)
        : base("feedback", "Tells the router how good an answer was; programs that run with the same store learn it within seconds.")
    {
        _terminal = terminal;
        Arguments.Add(_call);
        Arguments.Add(_rating);
        Options.Add(_config);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var (id, outcome) = (parsed.GetRequiredValue(_call), Read(parsed.GetRequiredValue(_rating)));
        var call = await LearningSource.UseStoreAsync(parsed.GetValue(_config), isReading: false, async store =>
        {
            var found = await store.FindAsync(id, ct).ConfigureAwait(false)
                ?? throw new UsageException($"the call {id} is not known: calls are remembered while Learning is enabled, the newest 10,000 of those without feedback.");
            await store.SaveAsync(new(found, OutcomeKind.Feedback, outcome), [], ct).ConfigureAwait(false);
            return found;
        }).ConfigureAwait(false);
        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(_terminal, json =>
            {
                json.WriteString("call_id", id);
                json.WriteString("model", call.Model);
                json.WriteNumber("outcome", outcome);
            });
        }
        else
        {
            _terminal.WriteNote(string.Create(CultureInfo.InvariantCulture, $"noted: {TerminalText.Clean(call.Model)} answered with {outcome:0.##} of 1."));
        }

        return ExitCode.Success;
    }

    private static double Read(string rating) => rating.ToUpperInvariant() switch
    {
        "GOOD" => 1,
        "BAD" => 0,
        _ when double.TryParse(rating, NumberStyles.Float, CultureInfo.InvariantCulture, out var outcome) && outcome is >= 0 and <= 1 => outcome,
        _ => throw new UsageException($"'{rating}' is no rating; it must be good, bad, or a number from 0 to 1."),
    };
}
