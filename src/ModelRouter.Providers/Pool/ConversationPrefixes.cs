using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>The beginnings of a conversation, one behind each message, by hash.</summary>
/// <remarks>Servers keep what attention knows of a prompt's beginning, and read on from there. Only equal beginnings are of use, so a hash
/// per message border is enough to find the node that has the longest. A collision sends a request to a node that has to read it anew.</remarks>
internal sealed class ConversationPrefixes
{
    private const ulong Prime = 1_099_511_628_211;

    private readonly List<(ulong Hash, double Tokens)> _prefixes = [];

    /// <summary>The beginnings of what a model would read.</summary>
    public ConversationPrefixes(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        var hash = Mix(14_695_981_039_346_656_037, options?.Instructions);
        var units = options?.Instructions is { } instructions ? TokenEstimator.Units(instructions) : 0;
        foreach (var message in messages)
        {
            hash = Mix(hash, message.Role.Value);
            foreach (var content in message.Contents)
            {
                var text = TextOf(content);
                hash = Mix(hash, text ?? content.GetType().Name);
                units += text is null ? 0 : TokenEstimator.Units(text);
            }

            _prefixes.Add((hash, TokenEstimator.Tokens(units)));
        }
    }

    /// <summary>From the shortest to the whole.</summary>
    public IReadOnlyList<(ulong Hash, double Tokens)> Prefixes => _prefixes;

    /// <summary>Estimated tokens of all.</summary>
    public double Tokens => _prefixes.Count == 0 ? 0 : _prefixes[^1].Tokens;

    private static ulong Mix(ulong hash, string? text) => (hash ^ (uint)(text ?? "").GetHashCode(StringComparison.Ordinal)) * Prime;

    private static string? TextOf(AIContent content) => content switch
    {
        TextContent text => text.Text,
        FunctionResultContent result => ContentText.Of(result.Result),
        FunctionCallContent call => call.Name,
        UriContent uri => uri.Uri.OriginalString,
        DataContent data => data.Uri,
        _ => null,
    };
}
