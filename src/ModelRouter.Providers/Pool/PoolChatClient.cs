using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace ModelRouter.Providers;

/// <summary>One model on several nodes, which need not be equal: each conversation goes where it is expected to be answered first.</summary>
/// <remarks>
/// <para>Expected are the work that is queued at a node, the part of the prompt that it has not read yet (nodes keep what attention knows of
/// a prompt's beginning, so a conversation tends to stay) and an answer of the usual length, at the rate that was measured of it.</para>
/// <para>A node that fails before the first content is replaced by the next; several failures in a row take it out of service until a
/// probe succeeds, and then it gets its share little by little. After content nothing is retried. A failure that is not the node's
/// is the caller's at once. A router over the pool accounts for each try at a node; its own limit of attempts counts the pool as one.</para>
/// <para>Safe for concurrent use. Disposing the pool disposes its nodes' clients.</para>
/// </remarks>
public sealed class PoolChatClient : IChatClient
{
    /// <summary>The property of responses and first updates that names the node.</summary>
    public const string NodeKey = "modelrouter.node";

    private readonly PoolNode[] _nodes;
    private readonly NodePool _pool;
    private readonly FailureReaders _readers;
    private readonly ChatClientMetadata _metadata = new("pool");

    /// <summary>A pool of <paramref name="nodes"/>.</summary>
    /// <param name="nodes">At least one; the pool owns their clients.</param>
    /// <param name="options">Defaults if <see langword="null"/>.</param>
    /// <param name="timeProvider">The clock; the system's by default.</param>
    /// <param name="failureReaders">Understand the failures of the nodes' clients; what HTTP says is understood without.</param>
    /// <exception cref="ArgumentException">There is no node, an id occurs twice, or a value is out of its range.</exception>
    public PoolChatClient(
        IEnumerable<PoolNode> nodes, PoolOptions? options = null, TimeProvider? timeProvider = null, IEnumerable<IFailureReader>? failureReaders = null)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        options ??= new();
        options.Validate();
        _nodes = [.. nodes];
        Check(_nodes);
        _readers = new FailureReaders(failureReaders, NullLogger.Instance);
        _pool = new NodePool(_nodes, options, timeProvider ?? TimeProvider.System);
    }

    /// <summary>How each node does now.</summary>
    public IReadOnlyList<PoolNodeStatus> Nodes => _pool.Status;

    /// <summary>Gives a node no new requests; those that it has go on. When <see cref="PoolNodeStatus.InFlight"/> is 0 it may be stopped.</summary>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    public void Drain(string nodeId) => _pool.Drain(nodeId, isDraining: true);

    /// <summary>Gives a node requests again, little by little.</summary>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    public void Resume(string nodeId) => _pool.Drain(nodeId, isDraining: false);

    /// <inheritdoc />
    /// <exception cref="ModelRefusedException">Every node is full, draining or out of service.</exception>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var call = new PoolCall(_pool, _readers, [.. messages], options);
        while (true)
        {
            using var turn = call.Next(cancellationToken);
            try
            {
                var response = await turn.Node.Client.GetResponseAsync(call.Messages, call.OptionsFor(turn), cancellationToken).ConfigureAwait(false) ?? throw turn.GaveNull();
                turn.Meter.Add(response);
                if (!RealContent.In(response))
                {
                    var error = RealContent.ErrorIn(response);
                    throw new EmptyResponseException(turn.Node.Id, error?.Message, response.FinishReason, error?.ErrorCode);
                }

                turn.Begin();
                turn.Succeed(call.OutputTokens(turn.Meter));
                call.Tell(response, null);
                (response.AdditionalProperties ??= [])[NodeKey] = turn.Node.Id;
                return response;
            }
            catch (Exception exception)
            {
                if (!call.GoesOn(turn, exception, cancellationToken))
                {
                    throw;
                }
            }
        }
    }

    /// <inheritdoc />
    /// <exception cref="ModelRefusedException">Every node is full, draining or out of service.</exception>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var call = new PoolCall(_pool, _readers, [.. messages], options);
        while (true)
        {
            using var turn = call.Next(cancellationToken);
            var stream = new PoolStream(turn, call, cancellationToken);
            await using var disposal = stream.ConfigureAwait(false);
            if (!await stream.StartAsync().ConfigureAwait(false))
            {
                continue;
            }

            while (await stream.NextAsync().ConfigureAwait(false) is { } update)
            {
                yield return update;
            }

            yield break;
        }
    }

    /// <inheritdoc />
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? _metadata
            : serviceType == typeof(TryLimit) ? new TryLimit(_nodes.Length)
            : serviceType == typeof(HistoryDialect) ? DialectOfAll()
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    /// <inheritdoc />
    public void Dispose() => Each.End(_nodes, static node => node.Client.Dispose())?.Throw();

    /// <summary>A dialect that every node takes; <see langword="null"/> if none of them tells one.</summary>
    private HistoryDialect? DialectOfAll()
    {
        HistoryDialect? all = null;
        foreach (var node in _nodes)
        {
            all = node.Client.GetService<HistoryDialect>() is not { } dialect ? all : all?.And(dialect) ?? dialect;
        }

        return all;
    }

    private static void Check(PoolNode[] nodes)
    {
        if (nodes.Length == 0)
        {
            throw new ArgumentException("A pool needs at least one node.", nameof(nodes));
        }

        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var node in nodes)
        {
            var problem = node is null ? "A node is null."
                : string.IsNullOrWhiteSpace(node.Id) ? "A node has no id."
                : !ids.Add(node.Id) ? $"Two nodes have the id '{node.Id}'."
                : node.Client is null ? $"The node '{node.Id}' has no client."
                : !(node.TokensPerSecond > 0) || !double.IsFinite(node.TokensPerSecond) ? $"The node '{node.Id}' is said to write {node.TokensPerSecond} tokens a second; a number above 0 is needed."
                : node.MaxConcurrency < 1 ? $"The node '{node.Id}' is said to take {node.MaxConcurrency} requests at once; at least 1 is needed."
                : null;
            if (problem is not null)
            {
                throw new ArgumentException(problem, nameof(nodes));
            }
        }
    }
}
