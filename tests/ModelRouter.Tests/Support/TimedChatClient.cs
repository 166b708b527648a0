using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ModelRouter.Tests;

/// <summary>A client whose updates take time on a given clock; safe for concurrent calls.</summary>
internal sealed class TimedChatClient(TimeProvider time, params (double Seconds, string Text)[] script) : IChatClient
{
    private int _calls;
    private int _running;
    private int _cancellations;
    private int _peak;

    public int Calls => _calls;

    public int Running => _running;

    public int Cancellations => _cancellations;

    /// <summary>The most calls that ever ran at once.</summary>
    public int Peak => _peak;

    /// <summary>What the script ends with, if it doesn't end well.</summary>
    public Func<Exception>? Failure { get; init; }

    public UsageDetails? Usage { get; init; }

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(CancellationToken.None);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _calls);
        var running = Interlocked.Increment(ref _running);
        for (var peak = _peak; running > peak; peak = _peak)
        {
            Interlocked.CompareExchange(ref _peak, running, peak);
        }

        try
        {
            foreach (var (seconds, text) in script)
            {
                await WaitAsync(seconds, cancellationToken);
                yield return new(ChatRole.Assistant, text) { MessageId = "m" };
            }

            if (Failure is not null)
            {
                throw Failure();
            }

            if (Usage is not null)
            {
                yield return new(ChatRole.Assistant, [new UsageContent(Usage)]) { MessageId = "m" };
            }
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private async Task WaitAsync(double seconds, CancellationToken ct)
    {
        try
        {
            if (seconds > 0)
            {
                await Task.Delay(TimeSpan.FromSeconds(seconds), time, ct);
            }
        }
        catch (OperationCanceledException)
        {
            Interlocked.Increment(ref _cancellations);
            throw;
        }
    }
}
