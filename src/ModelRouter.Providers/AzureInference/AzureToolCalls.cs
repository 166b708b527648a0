using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>Puts tool calls together, whose arguments come in pieces. Not safe for concurrent use.</summary>
internal sealed class AzureToolCalls
{
    private readonly List<Call> _calls = [];

    /// <summary>The estimator's units of what has come of those that aren't handed over.</summary>
    internal long Units { get; private set; }

    /// <summary>Takes a call of a whole message, or a piece of one.</summary>
    internal void Add(JsonElement json, bool isWhole)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw AzureAnswer.Damaged("a tool call is no object");
        }

        var function = AzureAnswer.Object(json, "function");
        var name = function is { } named && AzureAnswer.Text(named, "name") is { Length: > 0 } text ? text : null;
        var written = function is { } one ? AzureAnswer.Text(one, "arguments") : null;
        var call = For(json, name, written, isWhole);
        if (call.Name is null && name is not null)
        {
            call.Name = name;
            Units += TokenEstimator.Units(name);
        }

        call.Arguments.Append(written);
        Units += TokenEstimator.Units(written);
    }

    /// <summary>Hands the calls over, once the answer is finished.</summary>
    internal void MoveTo(IList<AIContent> contents)
    {
        for (var i = 0; i < _calls.Count; i++)
        {
            var call = _calls[i];
            var name = call.Name ?? throw AzureAnswer.Damaged("a tool call names no function");
            contents.Add(FunctionCallContent.CreateFromParsedArguments(
                call.Arguments.ToString(), call.Id ?? $"call_{i.ToString(CultureInfo.InvariantCulture)}", name, Parse));
        }

        _calls.Clear();
        Units = 0;
    }

    /// <summary>What a model wrote may be no JSON; the call then carries the failure, about which the tool loop tells the model.</summary>
    private static IDictionary<string, object?>? Parse(string arguments) =>
        arguments.Length == 0 ? null : JsonSerializer.Deserialize<Dictionary<string, object?>>(arguments, AIJsonUtilities.DefaultOptions);

    /// <summary>The call that a piece belongs to. One without an index goes on with the last call, if it doesn't begin another.</summary>
    private Call For(JsonElement json, string? name, string? arguments, bool isWhole)
    {
        var index = AzureAnswer.Number(json, "index");
        var id = AzureAnswer.Text(json, "id") is { Length: > 0 } text ? text : null;
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
        internal long? Index { get; init; }

        internal string? Id { get; set; }

        internal string? Name { get; set; }

        internal StringBuilder Arguments { get; } = new();
    }
}
