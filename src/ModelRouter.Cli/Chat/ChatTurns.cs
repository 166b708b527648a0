using Microsoft.Extensions.AI;

namespace ModelRouter.Cli;

/// <summary>A conversation's memory: asks, shows the answer and remembers both, or neither if it fails.</summary>
internal sealed class ChatTurns(ModelRouterChatClient router, ChatOptions options, Terminal terminal, bool showThinking, bool isJson)
{
    private readonly List<ChatMessage> _messages = [];
    private ChatOptions _options = options;

    /// <summary>The last answer's receipt.</summary>
    public RoutingReceipt? Receipt { get; private set; }

    /// <summary>What the next turn asks the router for.</summary>
    public string ModelId => _options.ModelId ?? "auto";

    public void Reset() => _messages.Clear();

    /// <summary>Asks another model from now on.</summary>
    /// <exception cref="UnknownModelException">There is no such model.</exception>
    public void Choose(string modelId)
    {
        var chosen = _options.Clone();
        chosen.ModelId = modelId;
        router.Route([new(ChatRole.User, "")], chosen);
        _options = chosen;
    }

    public async Task AskAsync(string text, CancellationToken ct)
    {
        var question = new ChatMessage(ChatRole.User, text);
        var updates = new List<ChatResponseUpdate>();
        using var answer = new AnswerWriter(terminal, showThinking && !isJson, showAnswer: !isJson);
        try
        {
            await foreach (var update in router.GetStreamingResponseAsync([.. _messages, question], _options, ct).ConfigureAwait(false))
            {
                answer.Write(update);
                updates.Add(update);
            }
        }
        catch (Exception failure) when (isJson)
        {
            // A turn is an object, so that who counts them knows whose answers he has.
            JsonOutput.Write(terminal, json => AnswerJson.WriteFailure(json, failure, isStopped: failure is OperationCanceledException && ct.IsCancellationRequested));
            throw;
        }

        answer.End();
        _messages.Add(question);
        _messages.AddRange(updates.ToChatResponse().Messages);
        Receipt = answer.Receipt;
        Report(answer);
    }

    private void Report(AnswerWriter answer)
    {
        if (answer.Receipt is not { } receipt)
        {
            return;
        }

        if (isJson)
        {
            JsonOutput.Write(terminal, json => AnswerJson.WriteMembers(json, answer, receipt));
        }
        else
        {
            ReceiptWriter.WriteLine(terminal, receipt);
            ReceiptWriter.WriteCut(terminal, answer);
        }
    }
}
