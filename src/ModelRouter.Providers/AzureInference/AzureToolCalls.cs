using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>Puts tool calls together, whose arguments come in pieces. Not safe for concurrent use.</summary>
internal sealed class AzureToolCalls
{
    private readonly ToolCallPieces _pieces = new();

    /// <summary>The estimator's units of what has come of those that aren't handed over.</summary>
    internal long Units => _pieces.Units;

    /// <summary>Takes a call of a whole message, or a piece of one.</summary>
    internal void Add(JsonElement json, bool isWhole)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw AzureAnswer.Damaged("a tool call is no object");
        }

        var function = AzureAnswer.Object(json, "function");
        var name = function is { } named ? AzureAnswer.Text(named, "name") : null;
        var arguments = function is { } written ? Arguments(written) : null;
        _pieces.Add(AzureAnswer.Number(json, "index"), AzureAnswer.Text(json, "id"), name, arguments, isWhole);
    }

    /// <summary>Hands the calls over, once the answer is finished.</summary>
    internal void MoveTo(IList<AIContent> contents)
    {
        for (var i = 0; i < _pieces.Calls.Count; i++)
        {
            var call = _pieces.Calls[i];
            var name = call.Name ?? throw AzureAnswer.Damaged("a tool call names no function");
            contents.Add(FunctionCallContent.CreateFromParsedArguments(
                call.Arguments.ToString(), call.Id ?? $"call_{i.ToString(CultureInfo.InvariantCulture)}", name, Parse));
        }

        _pieces.Clear();
    }

    private static string? Arguments(JsonElement function)
    {
        try
        {
            return ToolCallPieces.ArgumentsOf(function);
        }
        catch (InvalidOperationException wrong)
        {
            throw AzureAnswer.Damaged("'arguments' is damaged", wrong);
        }
    }

    /// <summary>What a model wrote may be no JSON; the call then carries the failure, about which the tool loop tells the model.</summary>
    private static IDictionary<string, object?>? Parse(string arguments) =>
        arguments.Length == 0 ? null : JsonSerializer.Deserialize<Dictionary<string, object?>>(arguments, AIJsonUtilities.DefaultOptions);
}
