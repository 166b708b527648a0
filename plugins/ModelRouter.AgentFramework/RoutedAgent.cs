using System.Runtime.CompilerServices;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace ModelRouter.AgentFramework;

/// <summary>Makes each run of an agent, or of a workflow as one, a routing run with a limit, a span and a receipt.</summary>
/// <param name="inner">The agent.</param>
/// <param name="runs">What each run may cost.</param>
/// <param name="wishes">The wishes of an agent that asks the router itself; <see langword="null"/> for a run of others.</param>
internal sealed class RoutedAgent(AIAgent inner, RoutingRunOptions runs, RoutingWishes? wishes) : DelegatingAIAgent(inner)
{
    /// <inheritdoc/>
    protected override async Task<AgentResponse> RunCoreAsync(
        IEnumerable<ChatMessage> messages, AgentSession? session = null, AgentRunOptions? options = null, CancellationToken cancellationToken = default)
    {
        ChatMessage[] conversation = [.. messages];
        options = HandedOn.Limit(options, wishes);
        using var turn = Begin(conversation, options);
        options = WithMarkedTools(options);
        try
        {
            AgentResponse response;
            using (turn.Enter())
            {
                response = await base.RunCoreAsync(conversation, session, options, cancellationToken).ConfigureAwait(false);
            }

            var receipt = turn.Run.GetReceipt();
            response.AdditionalProperties = RunStamp.Write(response.AdditionalProperties, receipt);
            response.Usage ??= AgentTurn.UsageOf(receipt);
            return response;
        }
        catch (Exception exception)
        {
            turn.Fail(exception);
            throw;
        }
    }

    /// <inheritdoc/>
    protected override async IAsyncEnumerable<AgentResponseUpdate> RunCoreStreamingAsync(
        IEnumerable<ChatMessage> messages, AgentSession? session = null, AgentRunOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ChatMessage[] conversation = [.. messages];
        options = HandedOn.Limit(options, wishes);
        using var turn = Begin(conversation, options);
        options = WithMarkedTools(options);
        IAsyncEnumerator<AgentResponseUpdate> steps;
        using (turn.Enter())
        {
            steps = base.RunCoreStreamingAsync(conversation, session, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        }

        AgentResponseUpdate? last = null;
        try
        {
            while (await NextAsync(turn, steps).ConfigureAwait(false))
            {
                yield return last = steps.Current;
            }
        }
        finally
        {
            using (turn.Enter())
            {
                await steps.DisposeAsync().ConfigureAwait(false);
            }
        }

        yield return new()
        {
            AgentId = last?.AgentId ?? Id,
            AuthorName = last?.AuthorName,
            MessageId = last?.MessageId,
            ResponseId = last?.ResponseId,
            Role = last?.Role,
            AdditionalProperties = RunStamp.Write(null, turn.Run.GetReceipt()),
        };
    }

    private AgentTurn Begin(ChatMessage[] messages, AgentRunOptions? options)
    {
        var asked = (options as ChatClientAgentRunOptions)?.ChatOptions;
        var declared = Declared(asked, options?.AdditionalProperties);
        if (wishes is null && declared?.AdditionalProperties is null)
        {
            return AgentTurn.Begin(AgentTurn.RunSpan, Name, Id, runs, declared);
        }

        // Context providers, and the agents of a workflow, ask models before a request says any of it.
        var scope = AgentScope.Inside(DataClassScope.Current);
        scope.Declare(wishes?.Apply(declared, Name ?? "") ?? declared);
        if (wishes is null)
        {
            return AgentTurn.Begin(AgentTurn.RunSpan, Name, Id, runs, declared, scope);
        }

        scope.Data.Hold(DataClassStamp.Highest(messages));
        Stamp(messages, scope.Data.Known);
        return AgentTurn.Begin(AgentTurn.AgentSpan, Name, Id, runs, declared, scope);
    }

    /// <summary>Puts the marks on what tools gave above the function invocation that the framework's agent brings, where its session finds them.</summary>
    private AgentRunOptions? WithMarkedTools(AgentRunOptions? options)
    {
        if (wishes is null)
        {
            return options;
        }

        var marking = options switch
        {
            ChatClientAgentRunOptions asked => (ChatClientAgentRunOptions)asked.Clone(),
            null => new(),
            _ => new()
            {
                AllowBackgroundResponses = options.AllowBackgroundResponses,
#pragma warning disable MEAI001 // Experimental; handed on, not used.
                ContinuationToken = options.ContinuationToken,
#pragma warning restore MEAI001
                ResponseFormat = options.ResponseFormat,
                AdditionalProperties = options.AdditionalProperties,
            },
        };
        var make = marking.ChatClientFactory;
        marking.ChatClientFactory = client => new ToolDataChatClient(make?.Invoke(client) ?? client);
        return marking;
    }

    /// <summary>What the session keeps of the caller's messages a later run may read that declares nothing; the caller's own stay as they are.</summary>
    private static void Stamp(ChatMessage[] messages, DataClass known)
    {
        for (var i = 0; i < messages.Length; i++)
        {
            if (known > DataClassStamp.Read(messages[i].AdditionalProperties))
            {
                messages[i] = messages[i].Clone();
                messages[i].AdditionalProperties = DataClassStamp.Write(messages[i].AdditionalProperties?.Clone(), known);
            }
        }
    }

    /// <summary>The request's options with what was declared beside them, which comes first with the framework; of two classes the higher holds.</summary>
    private static ChatOptions? Declared(ChatOptions? asked, AdditionalPropertiesDictionary? beside)
    {
        if (beside is null)
        {
            return asked;
        }

        var all = asked?.Clone() ?? new();
        var properties = all.AdditionalProperties ??= [];
        foreach (var (key, value) in beside)
        {
            properties[key] = value;
        }

        Marks.Raise(properties, DeclaredDataClass.Read(asked));
        return all;
    }

    private static async ValueTask<bool> NextAsync(AgentTurn turn, IAsyncEnumerator<AgentResponseUpdate> steps)
    {
        using var entered = turn.Enter();
        try
        {
            return await steps.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            turn.Fail(exception);
            throw;
        }
    }
}
