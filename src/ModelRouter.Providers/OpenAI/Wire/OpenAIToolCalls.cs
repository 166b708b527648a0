using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>Puts tool calls together from the pieces in which a stream sends them, or from the one piece of a whole answer.</summary>
internal sealed class OpenAIToolCalls
{
    /// <summary>The property of a call's content that holds what a service signed it with.</summary>
    public const string SignatureKey = "openai.extra_content";

    private readonly ToolCallPieces _pieces = new();

    /// <summary>The estimator's units of them so far.</summary>
    public long Units => _pieces.Units;

    /// <summary>How many there are so far.</summary>
    public int Count => _pieces.Calls.Count;

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
            var name = function is { } named ? OpenAIJson.Text(named, "name") : null;
            var call = _pieces.Add(
                OpenAIJson.Whole(piece, "index"), OpenAIJson.Text(piece, "id"), name, function is { } written ? ToolCallPieces.ArgumentsOf(written) : null, areWhole);
            if (OpenAIJson.Object(piece, "extra_content") is { } extra)
            {
                call.Signature = extra.Clone();
            }
        }
    }

    /// <summary>The calls, once nothing more comes.</summary>
    public IEnumerable<AIContent> Finish()
    {
        foreach (var call in _pieces.Calls)
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
}
