using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>The beginnings of a conversation, one behind each message, by hash.</summary>
/// <remarks>Servers keep what attention knows of a prompt's beginning, and read on from there. Only equal beginnings are of use, so a hash
/// per message border is enough to find the node that has the longest. A collision sends a request to a node that has to read it anew.</remarks>
internal sealed class ConversationPrefixes
{
    private const ulong Prime = 1_099_511_628_211;

    private const long UnitsPerMedia = HeuristicPromptAnalyzer.TokensPerImage * TokenEstimator.UnitsPerToken;

    private readonly List<(ulong Hash, double Tokens)> _prefixes = [];
    private ulong _hash = 14_695_981_039_346_656_037;
    private long _units;

    /// <summary>The beginnings of what a model would read.</summary>
    public ConversationPrefixes(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        Add(options?.Instructions);
        foreach (var message in messages)
        {
            Mix(message.Role.Value);
            foreach (var content in message.Contents)
            {
                Add(content);
            }

            _prefixes.Add((_hash, TokenEstimator.Tokens(_units)));
        }
    }

    /// <summary>From the shortest to the whole.</summary>
    public IReadOnlyList<(ulong Hash, double Tokens)> Prefixes => _prefixes;

    /// <summary>Estimated tokens of all.</summary>
    public double Tokens => _prefixes.Count == 0 ? 0 : _prefixes[^1].Tokens;

    private void Add(AIContent content)
    {
        switch (content)
        {
            case FunctionResultContent { Result: AIContent or IEnumerable<AIContent> } result:
                foreach (var part in ContentFit.PartsOf(result))
                {
                    Add(part);
                }

                break;

            // No model reads an image's bytes as text.
            case DataContent data when TextMedia.TextOf(data) is null:
                Mix(data.Uri);
                _units += UnitsPerMedia;
                break;
            case UriContent uri:
                Mix(uri.Uri.OriginalString);
                _units += UnitsPerMedia;
                break;
            case DataContent text:
                Add(TextMedia.TextOf(text));
                break;
            case TextContent text:
                Add(text.Text);
                break;
            case FunctionResultContent result:
                Add(ContentText.Of(result.Result));
                break;
            case FunctionCallContent call:
                Add(call.Name);
                break;
            default:
                Mix(content.GetType().Name);
                break;
        }
    }

    private void Add(string? text)
    {
        Mix(text);
        _units += TokenEstimator.Units(text);
    }

    private void Mix(string? text) => _hash = (_hash ^ (uint)(text ?? "").GetHashCode(StringComparison.Ordinal)) * Prime;
}
