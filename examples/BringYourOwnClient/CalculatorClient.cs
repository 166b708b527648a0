using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace ModelRouter.Examples.BringYourOwnClient;

/// <summary>A chat client written by hand, as you may have one for a service of your company's: the whole of what the router needs is <see cref="IChatClient"/>.</summary>
/// <remarks>It adds and subtracts, exactly and at once. Its service can be down.</remarks>
internal sealed partial class CalculatorClient : IChatClient
{
    // begin-readme
    /// <summary>What the router is told of it: who it is, what it costs, what it can do and how good it is.</summary>
    public static ModelProfile Profile { get; } = new()
    {
        Id = "calculator",
        Tier = ModelTier.Specialized,
        Pricing = new() { PerRequest = 0.000001m },
        Quality = 0.99,
        TokensPerSecond = 10_000,
        FirstTokenLatency = TimeSpan.FromMilliseconds(1),
        Scope = new CalculatorScope(),
    };

    // end-readme

    /// <summary>True while its service doesn't answer.</summary>
    public bool IsDown { get; set; }

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (IsDown)
        {
            // What an HTTP client throws: the router sees that the service is at fault and not the question, and asks the next model.
            throw new HttpRequestException("The calculator is being repaired.", null, HttpStatusCode.ServiceUnavailable);
        }

        var sum = Sum().Match(messages.Last().Text);
        var (a, b) = (Number(sum.Groups["a"]), Number(sum.Groups["b"]));
        var result = sum.Groups["sign"].Value == "+" ? a + b : a - b;
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, result.ToString(CultureInfo.InvariantCulture))));
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    [GeneratedRegex(@"\b(?<a>[0-9]{1,18}) ?(?<sign>[+-]) ?(?<b>[0-9]{1,18})\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    internal static partial Regex Sum();

    private static long Number(Group group) => long.Parse(group.Value, CultureInfo.InvariantCulture);
}
