using System.Text;

namespace ModelRouter.TestProviders;

/// <summary>Answers of <c>/v1/messages</c> as they stand on the wire.</summary>
public static class AnthropicRecordings
{
    /// <summary>A signed thought and an answer.</summary>
    public static readonly string Thought = Events(
        """{"type":"message_start","message":{"id":"msg_01","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":20,"cache_creation_input_tokens":300,"cache_read_input_tokens":1000,"output_tokens":1}}}""",
        """{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}""",
        """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Two and"}}""",
        """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":" two: 넷."}}""",
        """{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"SIG+1=="}}""",
        """{"type":"content_block_stop","index":0}""",
        """{"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}""",
        """{"type":"ping"}""",
        """{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"It is "}}""",
        """{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"4 (\"넷\")."}}""",
        """{"type":"content_block_stop","index":1}""",
        """{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":42}}""",
        """{"type":"message_stop"}""");

    /// <summary>A redacted thought, a signed one, and two calls of a tool.</summary>
    public static readonly string Calls = Events(
        """{"type":"message_start","message":{"id":"msg_02","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[],"stop_reason":null,"usage":{"input_tokens":90,"output_tokens":1}}}""",
        """{"type":"content_block_start","index":0,"content_block":{"type":"redacted_thinking","data":"RED=="}}""",
        """{"type":"content_block_stop","index":0}""",
        """{"type":"content_block_start","index":1,"content_block":{"type":"thinking","thinking":"","signature":""}}""",
        """{"type":"content_block_delta","index":1,"delta":{"type":"thinking_delta","thinking":"Look it up."}}""",
        """{"type":"content_block_delta","index":1,"delta":{"type":"signature_delta","signature":"SIG+2=="}}""",
        """{"type":"content_block_stop","index":1}""",
        """{"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"toolu_a","name":"weather","input":{}}}""",
        """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\"city\": "}}""",
        """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"\"서울\"}"}}""",
        """{"type":"content_block_stop","index":2}""",
        """{"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"toolu_b","name":"weather","input":{}}}""",
        """{"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"{\"city\":\"Bonn\",\"days\":2}"}}""",
        """{"type":"content_block_stop","index":3}""",
        """{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":70}}""",
        """{"type":"message_stop"}""");

    /// <summary>An answer of one text that ends as told.</summary>
    public static string Text(string text, string stopReason = "end_turn") => Events(
        """{"type":"message_start","message":{"id":"msg_03","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[],"stop_reason":null,"usage":{"input_tokens":9,"output_tokens":1}}}""",
        """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
        $$$"""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"{{{text}}}"}}""",
        """{"type":"content_block_stop","index":0}""",
        $$$"""{"type":"message_delta","delta":{"stop_reason":"{{{stopReason}}}"},"usage":{"output_tokens":5}}""",
        """{"type":"message_stop"}""");

    /// <summary>Events around their data.</summary>
    public static string Events(params string[] data)
    {
        var events = new StringBuilder();
        foreach (var item in data)
        {
            var type = item["{\"type\":\"".Length..item.IndexOf('"', "{\"type\":\"".Length)];
            events.Append("event: ").Append(type).Append("\ndata: ").Append(item).Append("\n\n");
        }

        return events.ToString();
    }
}
