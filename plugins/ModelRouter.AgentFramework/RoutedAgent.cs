using System.Runtime.CompilerServices;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace ModelRouter.AgentFramework;

/// <summary>Makes each run of an agent, or of a workflow as one, a routing run with a limit, a span and a receipt.</summary>
internal sealed class RoutedAgent(AIAgent inner, string span, RoutingRunOptions runs) : DelegatingAIAgent(inner)
{
    /// <inheritdoc/>
    protected override async Task<AgentResponse> RunCoreAsync(
        IEnumerable<ChatMessage> messages, AgentSession? session = null, AgentRunOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var turn = AgentTurn.Begin(span, Name, Id, runs, (options as ChatClientAgentRunOptions)?.ChatOptions);
        try
        {
            AgentResponse response;
            using (turn.Enter())
            {
                response = await base.RunCoreAsync(messages, session, options, cancellationToken).ConfigureAwait(false);
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
        using var turn = AgentTurn.Begin(span, Name, Id, runs, (options as ChatClientAgentRunOptions)?.ChatOptions);
        IAsyncEnumerator<AgentResponseUpdate> steps;
        using (turn.Enter())
        {
            steps = base.RunCoreStreamingAsync(messages, session, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
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
