using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary><c>chat</c>: a conversation, one line at a time.</summary>
internal sealed class ChatCommand : Command
{
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object for each answer instead." };
    private readonly RouterOptions _router;
    private readonly GenerationOptions _generation;
    private readonly ThinkingOptions _thinking;
    private readonly Terminal _terminal;
    private readonly Interrupts _interrupts;

    public ChatCommand(Terminal terminal, Interrupts interrupts)
        : base("chat", "Holds a conversation, each line a turn; /help inside it lists its commands.")
    {
        _terminal = terminal;
        _interrupts = interrupts;
        _router = new(this, hasEngine: true);
        _generation = new(this);
        _thinking = new(this);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        using var opened = await RouterSource.OpenAsync(_router.Read(parsed), _terminal, ct).ConfigureAwait(false);
        opened.CheckModel();
        if (opened.Configuration is null && opened.Router.Endpoints is [{ Client: LoadingChatClient only }])
        {
            // With one model there is nothing to route, so it is loaded, or refused, before the first question.
            await only.LoadAsync(ct).ConfigureAwait(false);
        }

        var isJson = parsed.GetValue(_json);
        var turns = new ChatTurns(opened.Router, _generation.Read(parsed, opened.ModelId), _terminal, _thinking.Read(parsed, _terminal), isJson);
        var session = new ChatSession(turns, _terminal, _interrupts);
        return await session.RunAsync(ct).ConfigureAwait(false);
    }
}
