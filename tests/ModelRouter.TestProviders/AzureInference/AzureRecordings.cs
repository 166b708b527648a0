namespace ModelRouter.TestProviders;

/// <summary>Answers of the Azure AI Inference API, written by hand after its documentation.</summary>
public static class AzureRecordings
{
    /// <summary>A thought, an answer, and usage in all its detail.</summary>
    public static WireAnswer Text { get; } = WireAnswer.Json("""
        {"id":"c1","object":"chat.completion","created":1735689600,"model":"DeepSeek-V3.2","choices":[{"index":0,"finish_reason":"stop",
        "message":{"role":"assistant","content":"Grüße, 하늘!","reasoning_content":"Greet the sky.","tool_calls":null}}],
        "usage":{"prompt_tokens":20,"completion_tokens":9,"total_tokens":29,
        "prompt_tokens_details":{"cached_tokens":16},"completion_tokens_details":{"reasoning_tokens":4}}}
        """);

    /// <summary>The same in pieces; the usage comes in an event of its own.</summary>
    public static WireAnswer TextStream { get; } = Stream(
        """{"id":"","created":0,"model":"","choices":[],"prompt_filter_results":[]}""",
        """{"id":"c1","created":1735689600,"model":"DeepSeek-V3.2","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}""",
        """{"id":"c1","created":1735689600,"model":"DeepSeek-V3.2","choices":[{"index":0,"delta":{"reasoning_content":"Greet "},"finish_reason":null}]}""",
        """{"id":"c1","created":1735689600,"model":"DeepSeek-V3.2","choices":[{"index":0,"delta":{"reasoning_content":"the sky."}}]}""",
        """{"id":"c1","created":1735689600,"model":"DeepSeek-V3.2","choices":[{"index":0,"delta":{"content":"Grüße, "}}]}""",
        """{"id":"c1","created":1735689600,"model":"DeepSeek-V3.2","choices":[{"index":0,"delta":{"content":"하늘!"}}]}""",
        """{"id":"c1","created":1735689600,"model":"DeepSeek-V3.2","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""",
        """
        {"id":"c1","created":1735689600,"model":"DeepSeek-V3.2","choices":[],"usage":{"prompt_tokens":20,"completion_tokens":9,"total_tokens":29,"prompt_tokens_details":{"cached_tokens":16},"completion_tokens_details":{"reasoning_tokens":4}}}
        """);

    /// <summary>Two calls of tools.</summary>
    public static WireAnswer Tools { get; } = WireAnswer.Json("""
        {"id":"c2","created":1735689600,"model":"m","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,
        "tool_calls":[{"id":"t1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Bern\"}"}},
        {"id":"t2","type":"function","function":{"name":"time","arguments":""}}]}}],"usage":{"prompt_tokens":7,"completion_tokens":3,"total_tokens":10}}
        """);

    /// <summary>The same in pieces; the usage comes with the end.</summary>
    public static WireAnswer ToolsStream { get; } = Stream(
        """{"id":"c2","model":"m","choices":[{"index":0,"delta":{"role":"assistant","tool_calls":[{"index":0,"id":"t1","type":"function","function":{"name":"weather","arguments":""}}]}}]}""",
        """{"id":"c2","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"city\":"}}]}}]}""",
        """{"id":"c2","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\"Bern\"}"}}]}}]}""",
        """{"id":"c2","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"t2","type":"function","function":{"name":"time","arguments":""}}]}}]}""",
        """{"id":"c2","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":7,"completion_tokens":3,"total_tokens":10}}""");

    /// <summary>DeepSeek-R1, which writes its thought into the answer.</summary>
    public static WireAnswer Think { get; } = WireAnswer.Json("""
        {"id":"c3","model":"DeepSeek-R1","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"<think>\nOne and one.\n</think>\n\n2"}}],
        "usage":{"prompt_tokens":5,"completion_tokens":8,"total_tokens":13,"prompt_cache_hit_tokens":0}}
        """);

    /// <summary>The same in pieces that cut the tags.</summary>
    public static WireAnswer ThinkStream { get; } = Stream(
        """{"id":"c3","model":"DeepSeek-R1","choices":[{"index":0,"delta":{"content":"<thi"}}]}""",
        """{"id":"c3","model":"DeepSeek-R1","choices":[{"index":0,"delta":{"content":"nk>\nOne and"}}]}""",
        """{"id":"c3","model":"DeepSeek-R1","choices":[{"index":0,"delta":{"content":" one.\n</th"}}]}""",
        """{"id":"c3","model":"DeepSeek-R1","choices":[{"index":0,"delta":{"content":"ink>\n\n2"}}]}""",
        """{"id":"c3","model":"DeepSeek-R1","choices":[{"index":0,"delta":{"content":""},"finish_reason":"stop"}],"usage":{"prompt_tokens":5,"completion_tokens":8,"total_tokens":13,"prompt_cache_hit_tokens":0}}""");

    /// <summary>A stream of these events, done at its end.</summary>
    public static WireAnswer Stream(params string[] events) =>
        WireAnswer.Events(string.Concat(events.Select(e => $"data: {e}\n\n")) + "data: [DONE]\n\n");
}
