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

    /// <summary>Takes the <c>tool_calls</c> of a message or of a delta.</summary>
    public void Add(JsonElement calls)
    {
        foreach (var piece in calls.EnumerateArray())
        {
            if (piece.ValueKind != JsonValueKind.Object)
            {
                throw OpenAIServiceException.Malformed("a tool call is no object.");
            }

            var call = For(piece);
            if (OpenAIJson.Object(piece, "extra_content") is { } extra)
            {
                call.Signature = extra.Clone();
            }

            if (OpenAIJson.Object(piece, "function") is { } function)
            {
                if (call.Name is null && OpenAIJson.Text(function, "name") is { Length: > 0 } name)
                {
                    call.Name = name;
                    Units += TokenEstimator.Units(name);
                }

                if (function.TryGetProperty("arguments", out var arguments))
                {
                    // Some servers write the arguments as an object where a text is called for.
                    var written = arguments.ValueKind switch
                    {
                        JsonValueKind.String => arguments.GetString(),
                        JsonValueKind.Null => null,
                        _ => arguments.GetRawText(),
                    };
                    call.Arguments.Append(written);
                    Units += TokenEstimator.Units(written);
                }
            }
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

    /// <summary>The call that a piece belongs to. A piece with another id begins another call even at the same index, which some
    /// services give to all calls; one without an index goes on with the last call.</summary>
    private Call For(JsonElement piece)
    {
        var index = OpenAIJson.Whole(piece, "index");
        var id = OpenAIJson.Text(piece, "id") is { Length: > 0 } text ? text : null;
        var call = index is null && id is not null ? null : _calls.FindLast(known => index is null || known.Index == index);
        if (call is null || (id is not null && call.Id is not null && !string.Equals(id, call.Id, StringComparison.Ordinal)))
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
