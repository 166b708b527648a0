using System.Text;
using System.Text.Json;

namespace ModelRouter.Providers;

/// <summary>What the service streams: server-sent events that open a message, open, fill and close its blocks, and close it.</summary>
internal sealed class AnthropicAnswerCheck : IAnswerCheck
{
    private readonly HashSet<long> _open = [];

    // Blocks that came with arguments, which the client reads from deltas only.
    private readonly HashSet<long> _filled = [];
    private string? _event;
    private string? _type;
    private bool _hasBegun;
    private bool _hasEnded;

    /// <inheritdoc />
    /// <remarks>The empty line ends the last event, which nobody would read without.</remarks>
    public bool IsOver => _hasEnded && _type is null;

    public void Line(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty)
        {
            // An event without data is dropped by whoever reads on, and so would be what it was to say of the answer.
            // Anthropic's client reads events by their names; of these it needs none.
            Require(_type is null
                ? _event is null || !TellsOfAnswer(_event)
                : _event == _type || (_event is null && _type is "ping" or "message_stop"));
            (_event, _type) = (null, null);
        }
        else if (TryField(line, "event:"u8, out var name))
        {
            _event = Encoding.UTF8.GetString(name);
        }
        else if (TryField(line, "data:"u8, out var data))
        {
            // An empty event keeps the connection alive.
            if (!data.IsEmpty)
            {
                Data(AnswerJson.Parse(data));
            }
        }
        else if (line[0] != ':' && !line.StartsWith("id:"u8) && !line.StartsWith("retry:"u8))
        {
            // A reader of events skips such a line, and with it maybe a part of the answer.
            throw ModelServiceException.Malformed("Anthropic's service sent a line that is none of an event's.");
        }
    }

    public void End()
    {
        if (!_hasEnded)
        {
            throw ModelServiceException.Malformed("The answer of Anthropic's service ended before its message did.");
        }
    }

    private static bool TellsOfAnswer(string name) =>
        name is "error" || name.StartsWith("message_", StringComparison.Ordinal) || name.StartsWith("content_block_", StringComparison.Ordinal);

    private static bool TryField(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        var isField = line.StartsWith(name);
        value = isField ? line[name.Length..].Trim((byte)' ') : default;
        return isField;
    }

    private void Data(JsonElement data)
    {
        var type = data.Text("type");
        Require(_type is null && type is not null);
        _type = type;
        switch (type)
        {
            case "ping":
                return;
            case "error":
                throw AnthropicErrors.Of(data);
            case "message_start":
                Require(!_hasBegun && data.Object("message") is not null);
                _hasBegun = true;
                return;
        }

        Require(_hasBegun && !_hasEnded);
        switch (type)
        {
            case "content_block_start":
                Require(data.Object("content_block")?.Text("type") is not null && _open.Add(Index(data)));
                if (data.Object("content_block")?.Object("input") is { } input && input.EnumerateObject().Any())
                {
                    _filled.Add(Index(data));
                }

                break;
            case "content_block_delta":
                Require(data.Object("delta") is not null && _open.Contains(Index(data)));
                _filled.Remove(Index(data));
                break;
            case "content_block_stop":
                Require(_open.Remove(Index(data)) && !_filled.Contains(Index(data)));
                break;
            case "message_delta":
                Require(data.Object("delta") is not null);
                break;
            case "message_stop":
                Require(_open.Count == 0);
                _hasEnded = true;
                break;
        }
    }

    private static long Index(JsonElement data) =>
        data.Object("index", JsonValueKind.Number) is { } number && number.TryGetInt64(out var index) ? index : -1;

    private static void Require(bool isSo)
    {
        if (!isSo)
        {
            throw ModelServiceException.Malformed("Anthropic's service sent an event that can't come here.");
        }
    }
}
