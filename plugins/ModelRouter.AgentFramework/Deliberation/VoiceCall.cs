using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.AI;

namespace ModelRouter.AgentFramework;

/// <summary>One voice's call, under way by itself: what it says can be read while it says it, or later.</summary>
internal sealed class VoiceCall
{
    private readonly Channel<ChatResponseUpdate> _updates = Channel.CreateUnbounded<ChatResponseUpdate>(new() { SingleReader = true, SingleWriter = true });
    private readonly StringBuilder _text = new();
    private readonly string _messageId;
    private readonly bool _isAnswer;
    private string? _saying;
    private bool _isNewMessage;
    private ErrorContent? _brokenBy;

    private VoiceCall(string voice, string id, bool isAnswer) => (Voice, _messageId, _isAnswer) = (voice, $"{id}-{voice}", isAnswer);

    /// <summary>Who speaks.</summary>
    internal string Voice { get; }

    /// <summary>Ends when the call has ended, and never fails.</summary>
    internal Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>What it said, once it has ended.</summary>
    internal string Text => _text.ToString();

    /// <summary>What it failed of; <see langword="null"/> if it didn't.</summary>
    internal Exception? Failure { get; private set; }

    /// <summary>Why it ended, if it said so.</summary>
    internal ChatFinishReason? FinishReason { get; private set; }

    /// <summary>Why what it said is no whole answer, so that it has no vote; <see langword="null"/> if it is one.</summary>
    internal string? Flaw =>
        _brokenBy is { } error ? RealContent.IsRefusal(error) ? "it refused" : "its service broke it off with an error"
        : Failure is { } failure ? ErrorText.Told(failure)
        : FinishReason == ChatFinishReason.Length ? "it was cut off"
        : FinishReason == ChatFinishReason.ContentFilter ? "it was filtered"
        : null;

    /// <summary>True once its answer has begun to reach the caller.</summary>
    internal bool HasAnswered { get; private set; }

    /// <summary>The model that answered.</summary>
    internal string? Model { get; private set; }

    /// <summary>The highest class of what it has read until now.</summary>
    internal DataClass DataClass { get; private set; }

    /// <summary>What it says: thoughts as such with its name, and so its text unless that is the answer.</summary>
    internal IAsyncEnumerable<ChatResponseUpdate> Updates => _updates.Reader.ReadAllAsync(CancellationToken.None);

    /// <summary>Begins a call.</summary>
    /// <param name="client">Who is asked.</param>
    /// <param name="voice">Who speaks.</param>
    /// <param name="messages">What is asked.</param>
    /// <param name="options">The call's own options.</param>
    /// <param name="deliberation">The deliberation's id.</param>
    /// <param name="stream">How it is asked.</param>
    /// <param name="isAnswer">True if its text is given as the answer.</param>
    /// <param name="turn">What it is counted in.</param>
    /// <param name="ct">Cancels it.</param>
    internal static VoiceCall Begin(
        IChatClient client, string voice, IReadOnlyList<ChatMessage> messages, ChatOptions options, string deliberation, bool stream, bool isAnswer, AgentTurn turn,
        CancellationToken ct)
    {
        var call = new VoiceCall(voice, deliberation, isAnswer);
        call.Completion = call.RunAsync(client, messages, options, stream, turn, ct);
        return call;
    }

    private async Task RunAsync(
        IChatClient client, IReadOnlyList<ChatMessage> messages, ChatOptions options, bool stream, AgentTurn turn, CancellationToken ct)
    {
        using var entered = turn.Enter();

        // Voices that speak at once know nothing of each other: the deliberation hears what each has read, and tells it on.
        var read = new DataClassScope(DataClassScope.Current?.Known ?? DataClass.Public, outer: null);
        var scope = AgentScope.Inside(read);
        using var apart = AgentScope.Enter(scope, scope.Data);
        try
        {
            if (stream)
            {
                await foreach (var update in client.GetStreamingResponseAsync(messages, options, ct).ConfigureAwait(false))
                {
                    FinishReason = update.FinishReason ?? FinishReason;
                    Note(update.AdditionalProperties, update.GetRoutingReceipt(), read);
                    BeginMessage(update.MessageId);
                    Take(update.Contents);
                }
            }
            else
            {
                var response = await client.GetResponseAsync(messages, options, ct).ConfigureAwait(false);
                FinishReason = response.FinishReason;
                foreach (var message in response.Messages)
                {
                    Note(message.AdditionalProperties, response.GetRoutingReceipt(), read);
                    _isNewMessage = true;
                    Take(message.Contents);
                }
            }

            // A refusal is an answer.
            if (_brokenBy is { } error && !RealContent.IsRefusal(error))
            {
                Failure = new IOException($"The service of '{Model}' broke its answer off with an error.");
            }
        }
        catch (Exception exception)
        {
            Failure = exception;
        }
        finally
        {
            // What it has read, whatever came of it.
            DataClass = DataClassStamp.Higher(DataClass, read.Known);
            _updates.Writer.Complete();
        }
    }

    private void Note(AdditionalPropertiesDictionary? properties, RoutingReceipt? receipt, DataClassScope read)
    {
        Model = receipt?.Model ?? Model;
        DataClass = DataClassStamp.Higher(DataClassStamp.Higher(DataClass, read.Known), DataClassStamp.Read(properties));
    }

    private void BeginMessage(string? id)
    {
        _isNewMessage |= !string.IsNullOrEmpty(id) && id != _saying;
        _saying = string.IsNullOrEmpty(id) ? _saying : id;
    }

    private void Take(IList<AIContent> contents)
    {
        foreach (var content in contents)
        {
            // One that more follows has broken nothing off.
            if (content is not UsageContent && (content is not TextContent { Text: var said } || !string.IsNullOrWhiteSpace(said)))
            {
                _brokenBy = content as ErrorContent;
            }

            switch (content)
            {
                // The provider's signature of a thought means nothing outside its own turn.
                case TextReasoningContent thought:
                    Write(new TextReasoningContent(thought.Text));
                    break;
                case TextContent { Text.Length: > 0 } text:
                    // What it says before and after a tool's call are two things, and its answer may be a line of its own.
                    if (_isNewMessage && _text.Length > 0 && _text[^1] != '\n')
                    {
                        Say(new TextContent("\n"));
                    }

                    _isNewMessage = false;
                    Say(text);
                    break;
                // Its tools are the voices' own, and have been called: in one message with what they gave, no provider would take the calls back.
                case TextContent or UsageContent or FunctionCallContent or FunctionResultContent:
                    break;
                case ErrorContent error when !RealContent.IsRefusal(error):
                    break;
                default:
                    if (_isAnswer)
                    {
                        Write(content);
                    }

                    break;
            }
        }
    }

    private void Say(TextContent text)
    {
        _text.Append(text.Text);
        Write(_isAnswer ? text : new TextReasoningContent(text.Text));
    }

    private void Write(AIContent content)
    {
        var isThought = content is TextReasoningContent;
        HasAnswered |= !isThought;
        _updates.Writer.TryWrite(new(ChatRole.Assistant, [content])
        {
            // The answer is nobody's but the deliberation's.
            AuthorName = isThought ? Voice : null,
            MessageId = isThought ? _messageId : $"{_messageId}-answer",

            // On each: who leaves in the middle keeps what came until then.
            AdditionalProperties = DataClassStamp.Write(null, DataClass),
        });
    }
}
