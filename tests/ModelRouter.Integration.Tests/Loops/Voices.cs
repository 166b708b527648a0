using System.Globalization;
using System.Text.Json;
using ModelRouter.TestProviders;

namespace ModelRouter.Integration.Tests;

/// <summary>Writes a turn as each service does.</summary>
internal static class Voices
{
    internal static WireAnswer Ollama(SpokenTurn turn)
    {
        var calls = turn.Calls.Select(call => call.Id.Length == 0
            ? (object)new { function = new { name = call.Name, arguments = new { city = call.City } } }
            : new { id = call.Id, function = new { name = call.Name, arguments = new { city = call.City } } });
        object[] lines =
        [
            new { model = "qwen3:8b", message = new { role = "assistant", content = "", thinking = turn.Thought }, done = false },
            new { model = "qwen3:8b", message = new { role = "assistant", content = turn.Text, tool_calls = calls }, done = false },
            new { model = "qwen3:8b", message = new { role = "assistant", content = "" }, done = true, done_reason = "stop", prompt_eval_count = 9, eval_count = 5 },
        ];
        return WireAnswer.Lines(string.Concat(lines.Select(line => $"{JsonSerializer.Serialize(line)}\n")));
    }

    internal static WireAnswer DeepSeek(SpokenTurn turn, bool isStreaming)
    {
        var message = new
        {
            role = "assistant",
            content = turn.Text,
            reasoning_content = turn.Thought,
            tool_calls = turn.Calls.Count == 0 ? null : turn.Calls.Select((call, i) => new
            {
                index = i, id = call.Id, type = "function", function = new { name = call.Name, arguments = JsonSerializer.Serialize(new { city = call.City }) },
            }),
        };
        var reason = turn.Calls.Count == 0 ? "stop" : "tool_calls";
        var usage = new { prompt_tokens = 9, completion_tokens = 5, total_tokens = 14 };
        return isStreaming
            ? WireAnswer.Events($"data: {JsonSerializer.Serialize(new { id = "c", choices = new[] { new { index = 0, delta = message, finish_reason = reason } }, usage })}\n\ndata: [DONE]\n\n")
            : WireAnswer.Json(JsonSerializer.Serialize(new { id = "c", choices = new[] { new { index = 0, message, finish_reason = reason } }, usage }));
    }

    internal static WireAnswer Anthropic(SpokenTurn turn, Dictionary<string, string> signatures)
    {
        var signature = string.Create(CultureInfo.InvariantCulture, $"SIG/{turn.Number}==");
        signatures[signature] = turn.Thought;
        var id = string.Create(CultureInfo.InvariantCulture, $"msg_{turn.Number}");
        List<string> events =
        [
            $$$"""{"type":"message_start","message":{"id":"{{{id}}}","type":"message","role":"assistant","model":"claude","content":[],"stop_reason":null,"usage":{"input_tokens":9,"output_tokens":1} } }""",
            """{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}""",
            $$$"""{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"{{{turn.Thought}}}"}}""",
            $$$"""{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"{{{signature}}}"}}""",
            """{"type":"content_block_stop","index":0}""",
        ];
        if (turn.Text.Length > 0)
        {
            events.AddRange(
                """{"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}""",
                $$$"""{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"{{{turn.Text}}}"}}""",
                """{"type":"content_block_stop","index":1}""");
        }

        foreach (var (i, call) in turn.Calls.Index())
        {
            events.AddRange(
                $$$"""{"type":"content_block_start","index":{{{i + 2}}},"content_block":{"type":"tool_use","id":"{{{call.Id}}}","name":"{{{call.Name}}}","input":{} } }""",
                $$$"""{"type":"content_block_delta","index":{{{i + 2}}},"delta":{"type":"input_json_delta","partial_json":"{\"city\":\"{{{call.City}}}\"}"}}""",
                $$$"""{"type":"content_block_stop","index":{{{i + 2}}}}""");
        }

        events.AddRange(
            $$$"""{"type":"message_delta","delta":{"stop_reason":"{{{(turn.Calls.Count == 0 ? "end_turn" : "tool_use")}}}"},"usage":{"output_tokens":5}}""",
            """{"type":"message_stop"}""");
        return WireAnswer.Events(AnthropicRecordings.Events([.. events]));
    }
}
