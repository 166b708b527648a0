using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>Puts tool calls together from the pieces in which a stream sends them, or from the one piece of a whole answer.</summary>
internal sealed class OpenAIToolCalls
{
    /// <summary>The property of a call's content that holds what a service signed it with.</summary>
    public const string SignatureKey = "openai.extra_content";

    private readonly List<Call> _calls = [];

    /// <summary>The estimator's units of them so far.</summary>
    public long Units { get; private set; }

    /// <summary>How many there are so far.</summary>
    public int Count => _calls.Count;

    /// <summary>Takes the <c>tool_calls</c> of a message, each of which is whole, or of a delta.</summary>
    public void Add(JsonElement calls, bool areWhole)
    {
        foreach (var piece in calls.EnumerateArray())
        {
            if (piece.ValueKind != JsonValueKind.Object)
            {
                throw OpenAIServiceException.Malformed("a tool call is no object.");
            }

            var function = OpenAIJson.Object(piece, "function");
            var named = function is { } its && OpenAIJson.Text(its, "name") is { Length: > 0 } name ? name : null;
            var written = function is { } one ? Arguments(one) : null;
            var call = For(piece, named, written, areWhole);
            if (OpenAIJson.Object(piece, "extra_content") is { } extra)
            {
                call.Signature = extra.Clone();
            }

            if (call.Name is null && named is not null)
            {
                call.Name = named;
                Units += TokenEstimator.Units(named);
            }

            call.Arguments.Append(written);
            Units += TokenEstimator.Units(written);
        }
    }

    /// <summary>The calls, once nothing more comes.</summary>
    public IEnumerable<AIContent> Finish()
    {
        foreach (var call in _calls)
        {
            var name = call.Name ?? throw OpenAIServiceException.Malformed("a tool call names no function.");
            var arguments = call.Arguments.Length == 0 ? "{}" : call.Arguments.ToString();
            var content = FunctionCallContent.CreateFromParsedArguments(arguments, call.Id ?? $"call_{Guid.NewGuid():N}", name, Parse);
            if (call.Signature is { } signature)
            {
                content.AdditionalProperties = new() { [SignatureKey] = signature };
            }

            yield return content;
        }
    }

    private static IDictionary<string, object?>? Parse(string arguments) =>
        (IDictionary<string, object?>?)JsonSerializer.Deserialize(
            arguments, AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(IDictionary<string, object?>)));

    /// <summary>A piece's arguments; some servers write them as an object where a text is called for.</summary>
    private static string? Arguments(JsonElement function) => function.TryGetProperty("arguments", out var arguments)
        ? arguments.ValueKind switch
        {
            JsonValueKind.String => arguments.GetString(),
            JsonValueKind.Null => null,
            _ => arguments.GetRawText(),
        }
        : null;

    /// <summary>The call that a piece belongs to. One without an index goes on with the last call, if it doesn't begin another.</summary>
    private Call For(JsonElement piece, string? name, string? arguments, bool isWhole)
    {
        var index = OpenAIJson.Whole(piece, "index");
        var id = OpenAIJson.Text(piece, "id") is { Length: > 0 } text ? text : null;
        var call = isWhole || (index is null && id is not null) ? null : _calls.FindLast(known => index is null || known.Index == index);
        if (call is null || ToolCallStart.IsAnother(id, name, arguments, call.Id, call.Name, call.Arguments))
        {
            call = new() { Index = index };
            _calls.Add(call);
        }

        call.Id ??= id;
        return call;
    }

    private sealed class Call
    {
        public long? Index { get; init; }

        public string? Id { get; set; }

        public string? Name { get; set; }

        public StringBuilder Arguments { get; } = new();

        public JsonElement? Signature { get; set; }
    }
}
