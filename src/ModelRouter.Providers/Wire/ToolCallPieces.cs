using System.Text;
using System.Text.Json;

namespace ModelRouter.Providers;

/// <summary>Puts tool calls together from pieces, some of which come from services that give all calls one index, or none, and no ids. Not safe for concurrent use.</summary>
internal sealed class ToolCallPieces
{
    private readonly List<Call> _calls = [];

    /// <summary>The calls so far, in the order in which they began.</summary>
    public IReadOnlyList<Call> Calls => _calls;

    /// <summary>The estimator's units of their names and arguments.</summary>
    public long Units { get; private set; }

    /// <summary>A piece's arguments; some servers write them as an object where a text is called for.</summary>
    /// <exception cref="InvalidOperationException">They hold half of a character.</exception>
    public static string? ArgumentsOf(JsonElement function) => function.TryGetProperty("arguments", out var arguments)
        ? arguments.ValueKind switch
        {
            JsonValueKind.String => arguments.GetString(),
            JsonValueKind.Null => null,
            _ => arguments.GetRawText(),
        }
        : null;

    /// <summary>Takes a piece; gives the call that it belongs to. One without an index goes on with the call of its id, or the last one if it has none.</summary>
    /// <param name="index">Which call the service says that it belongs to.</param>
    /// <param name="id">The call's id; an empty one is none.</param>
    /// <param name="name">The function's name; an empty one is none.</param>
    /// <param name="arguments">What has come of its arguments.</param>
    /// <param name="isWhole">True if it is all of a call.</param>
    public Call Add(long? index, string? id, string? name, string? arguments, bool isWhole)
    {
        (id, name) = (Some(id), Some(name));
        var call = isWhole ? null : Known(index, id);
        if (call is null || IsAnother(id, name, arguments, call))
        {
            call = new() { Index = index };
            _calls.Add(call);
        }

        call.Id ??= id;
        if (call.Name is null && name is not null)
        {
            call.Name = name;
            Units += TokenEstimator.Units(name);
        }

        call.Arguments.Append(arguments);
        Units += TokenEstimator.Units(arguments);
        return call;
    }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        _calls.Clear();
        Units = 0;
    }

    /// <summary>The call with its index and id; whatever the id is, the last with its index, since some services change it with every piece.</summary>
    private Call? Known(long? index, string? id) => index is null
        ? _calls.FindLast(known => id is null || known.Id == id)
        : _calls.FindLast(known => known.Index == index && id is not null && known.Id == id) ?? _calls.FindLast(known => known.Index == index);

    private static string? Some(string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>True for a piece that names a function and has another id, or comes where the last call is whole.</summary>
    private static bool IsAnother(string? id, string? name, string? arguments, Call last)
    {
        if (name is null || last.Name is null)
        {
            // Some services change the id with every piece of a call; those with several under one index name them all.
            return false;
        }

        if (id is not null && last.Index is not null)
        {
            return last.Id is not null && !string.Equals(id, last.Id, StringComparison.Ordinal);
        }

        // Some services repeat the name with every piece, the last of which may hold nothing.
        return string.Equals(name, last.Name, StringComparison.Ordinal)
            ? !string.IsNullOrEmpty(arguments) && IsWhole(last.Arguments)
            : last.Arguments.Length == 0 || IsWhole(last.Arguments);
    }

    private static bool IsWhole(StringBuilder arguments)
    {
        try
        {
            using var json = JsonDocument.Parse(arguments.ToString());
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>A call, as far as it has come.</summary>
    internal sealed class Call
    {
        public long? Index { get; init; }

        public string? Id { get; set; }

        public string? Name { get; set; }

        public StringBuilder Arguments { get; } = new();

        /// <summary>What a service signed it with.</summary>
        public JsonElement? Signature { get; set; }
    }
}
