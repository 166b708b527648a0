using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>Puts tool calls together, whose arguments come in pieces. Not safe for concurrent use.</summary>
internal sealed class AzureToolCalls
{
    private readonly SortedDictionary<long, Call> _calls = [];

    /// <summary>The estimator's units of what has come of those that aren't handed over.</summary>
    internal long Units { get; private set; }

    internal void Add(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw AzureAnswer.Damaged("a tool call is no object");
        }

        // Whole answers, and some models' pieces, don't number their calls; an id begins a new one.
        var id = AzureAnswer.Text(json, "id");
        var index = AzureAnswer.Number(json, "index") ?? (string.IsNullOrEmpty(id) && _calls.Count > 0 ? _calls.Keys.Last() : _calls.Count);
        if (!_calls.TryGetValue(index, out var call))
        {
            _calls[index] = call = new();
        }

        call.Id = string.IsNullOrEmpty(id) ? call.Id : id;
        if (AzureAnswer.Object(json, "function") is { } function)
        {
            if (call.Name is null && AzureAnswer.Text(function, "name") is { Length: > 0 } name)
            {
                call.Name = name;
                Units += TokenEstimator.Units(name);
            }

            var written = AzureAnswer.Text(function, "arguments");
            call.Arguments.Append(written);
            Units += TokenEstimator.Units(written);
        }
    }

    /// <summary>Hands the calls over, once the answer is finished.</summary>
    internal void MoveTo(IList<AIContent> contents)
    {
        foreach (var (index, call) in _calls)
        {
            var name = call.Name ?? throw AzureAnswer.Damaged("a tool call names no function");
            contents.Add(FunctionCallContent.CreateFromParsedArguments(
                call.Arguments.ToString(), call.Id ?? $"call_{index.ToString(CultureInfo.InvariantCulture)}", name, Parse));
        }

        _calls.Clear();
        Units = 0;
    }

    /// <summary>What a model wrote may be no JSON; the call then carries the failure, about which the tool loop tells the model.</summary>
    private static IDictionary<string, object?>? Parse(string arguments) =>
        arguments.Length == 0 ? null : JsonSerializer.Deserialize<Dictionary<string, object?>>(arguments, AIJsonUtilities.DefaultOptions);

    private sealed class Call
    {
        internal string? Id { get; set; }

        internal string? Name { get; set; }

        internal StringBuilder Arguments { get; } = new();
    }
}
