using System.Runtime.CompilerServices;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace ModelRouter.AgentFramework;

/// <summary>Answers by deliberation: cheap models draft in parallel, a model that thinks criticizes, and an arbiter decides only if they disagree.</summary>
/// <remarks>
/// <para>It is a chat client, so it serves wherever one does; <c>client.AsAIAgent(new RoutedAgentOptions { Name = … })</c> makes an agent of it. The answer is the only text of the
/// response. Thoughts, drafts and critique come before it as <see cref="TextReasoningContent"/>, one voice after the other, with the voice's name as author.</para>
/// <para>Each deliberation is a <see cref="RoutingRun"/>, inside the current one if there is one, and all its branches are held to both limits. If a run stops, the deliberation
/// ends with a <see cref="BudgetExhaustedException"/>. Other failures take a voice its vote: of a draft, of the critic, and of an arbiter that has said nothing yet, in which
/// case the answer with the most votes is given, and the receipt says that it is disputed. So do answers that are cut off (<see cref="ChatFinishReason.Length"/>), filtered, or end with
/// their service's error. What an arbiter has begun to say is given with its finish reason, or fails with it. Money and votes are on the receipt (<c>response.GetRunReceipt()</c>).</para>
/// <para>Who cancels, or leaves a stream before its end, cancels all branches, and they have ended when that is done.</para>
/// <para>Tools are for the voices: put function invocation below, <c>router.AsBuilder().UseFunctionInvocation().Build()</c>.</para>
/// <para>Safe for concurrent use. Doesn't dispose the client that it was given.</para>
/// </remarks>
public sealed class DeliberationChatClient : IChatClient
{
    private readonly IChatClient _client;
    private readonly DeliberationPlan _plan;

    /// <summary>Deliberates on a router.</summary>
    /// <param name="client">The router, or a pipeline that ends in it.</param>
    /// <param name="options">Who deliberates; copied.</param>
    /// <exception cref="ArgumentException">There is no router in the pipeline, or an option is out of its range.</exception>
    public DeliberationChatClient(IChatClient client, DeliberationOptions options)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        ModelRouterAgentExtensions.ThrowIfNoRouter(client);
        (_client, _plan) = (client, new(options));
    }

    /// <inheritdoc/>
    /// <exception cref="DeliberationFailedException">No draft came to an answer.</exception>
    /// <exception cref="BudgetExhaustedException">A run has stopped at its limit.</exception>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in RunAsync(messages, options, stream: false, cancellationToken).ConfigureAwait(false))
        {
            updates.Add(update);
        }

        var response = updates.ToChatResponse();
        response.AdditionalProperties = RunStamp.Write(response.AdditionalProperties, updates[^1].GetRunReceipt()!);
        return response;
    }

    /// <inheritdoc/>
    /// <exception cref="DeliberationFailedException">No draft came to an answer.</exception>
    /// <exception cref="BudgetExhaustedException">A run has stopped at its limit.</exception>
    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return RunAsync(messages, options, stream: true, cancellationToken);
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);

        // Function invocation below is the voices' own; whoever asks wants to know of the one for this client's tools.
        return serviceKey is null && serviceType.IsInstanceOfType(this) ? this
            : serviceType == typeof(FunctionInvokingChatClient) ? null
            : _client.GetService(serviceType, serviceKey);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private async IAsyncEnumerable<ChatResponseUpdate> RunAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options, bool stream, [EnumeratorCancellation] CancellationToken ct)
    {
        if (options is { Tools.Count: > 0 } && _client.GetService(typeof(FunctionInvokingChatClient)) is null)
        {
            throw new ArgumentException(
                "Nobody would call the tools of those who deliberate: put function invocation below, router.AsBuilder().UseFunctionInvocation().Build().", nameof(options));
        }

        if (options?.Tools?.FirstOrDefault(static tool => tool.GetService<ApprovalRequiredAIFunction>() is not null) is { } approved)
        {
            throw new ArgumentException($"The tool '{approved.Name}' needs an approval, for which those who deliberate can't ask: leave it to an agent of its own.", nameof(options));
        }

        using var turn = AgentTurn.Begin(AgentTurn.DeliberationSpan, _plan.Name, null, _plan.Run, options);
        var updates = new Deliberation(_client, _plan, [.. messages], options, stream, turn).RunAsync(ct).GetAsyncEnumerator(ct);
        try
        {
            while (await NextAsync(turn, updates).ConfigureAwait(false))
            {
                yield return updates.Current;
            }
        }
        finally
        {
            await updates.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async ValueTask<bool> NextAsync(AgentTurn turn, IAsyncEnumerator<ChatResponseUpdate> updates)
    {
        try
        {
            return await updates.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            turn.Fail(exception);
            throw;
        }
    }
}
