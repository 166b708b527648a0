namespace ModelRouter.TestProviders;

/// <summary>An answer for each dialect, written by hand after the services' documentation: short, with what sets each apart.</summary>
public static class OpenAIRecordings
{
    /// <summary>All recordings.</summary>
    public static IReadOnlyList<OpenAIRecording> All { get; } =
    [
        new(
            "openai",
            """
            data: {"id":"c1","object":"chat.completion.chunk","created":1730000000,"model":"gpt","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"finish_reason":null}],"usage":null}

            data: {"id":"c1","choices":[{"index":0,"delta":{"content":"서울 is "},"finish_reason":null}],"usage":null}

            data: {"id":"c1","choices":[{"index":0,"delta":{"content":"big."},"finish_reason":null}]}

            data: {"id":"c1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: {"id":"c1","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":12,"total_tokens":21,"prompt_tokens_details":{"cached_tokens":4},"completion_tokens_details":{"reasoning_tokens":8}}}

            data: [DONE]


            """,
            """
            {"id":"c1","object":"chat.completion","created":1730000000,"model":"gpt","choices":[{"index":0,"message":{"role":"assistant","content":"서울 is big.","refusal":null},"finish_reason":"stop"}],
             "usage":{"prompt_tokens":9,"completion_tokens":12,"total_tokens":21,"prompt_tokens_details":{"cached_tokens":4},"completion_tokens_details":{"reasoning_tokens":8}}}
            """,
            "", "서울 is big.", "", "stop", "9/12/21/4/8"),
        new(
            "azure",
            """
            data: {"choices":[],"created":0,"id":"","model":"","prompt_filter_results":[{"prompt_index":0}]}

            data: {"id":"c2","model":"r1","choices":[{"index":0,"delta":{"role":"assistant","content":"<thi"}}]}

            data: {"id":"c2","choices":[{"index":0,"delta":{"content":"nk>\nSum it.\n</think>\n\nIt is"}}]}

            data: {"id":"c2","choices":[{"index":0,"delta":{"content":" 4."},"finish_reason":"length"}],"usage":{"prompt_tokens":3,"completion_tokens":7,"total_tokens":10}}

            data: [DONE]


            """,
            """
            {"id":"c2","model":"r1","choices":[{"index":0,"message":{"role":"assistant","content":"<think>\nSum it.\n</think>\n\nIt is 4."},"finish_reason":"length","content_filter_results":{}}],
             "usage":{"prompt_tokens":3,"completion_tokens":7,"total_tokens":10,"prompt_tokens_details":null}}
            """,
            "Sum it.", "It is 4.", "", "length", "3/7/10/-/-"),
        new(
            "deepseek",
            """
            : keep-alive

            data: {"id":"c3","choices":[{"index":0,"delta":{"role":"assistant","content":null,"reasoning_content":"Ask "}}]}

            data: {"id":"c3","choices":[{"index":0,"delta":{"content":null,"reasoning_content":"it."}}]}

            data: {"id":"c3","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_0","type":"function","function":{"name":"get","arguments":""}}]}}]}

            data: {"id":"c3","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"x\":"}}]}}]}

            data: {"id":"c3","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"1}"}}]}}]}

            data: {"id":"c3","choices":[{"index":0,"delta":{"content":""},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":20,"completion_tokens":6,"total_tokens":26,"prompt_cache_hit_tokens":16,"prompt_cache_miss_tokens":4,"completion_tokens_details":{"reasoning_tokens":2}}}

            data: [DONE]


            """,
            """
            {"id":"c3","choices":[{"index":0,"message":{"role":"assistant","content":"","reasoning_content":"Ask it.","tool_calls":[{"index":0,"id":"call_0","type":"function","function":{"name":"get","arguments":"{\"x\":1}"}}]},"finish_reason":"tool_calls"}],
             "usage":{"prompt_tokens":20,"completion_tokens":6,"total_tokens":26,"prompt_cache_hit_tokens":16,"prompt_cache_miss_tokens":4,"completion_tokens_details":{"reasoning_tokens":2}}}
            """,
            "Ask it.", "", "get({\"x\":1})#call_0", "tool_calls", "20/6/26/16/2"),
        new(
            "gemini",
            """
            data: {"choices":[{"delta":{"content":"Let me see.","role":"assistant"},"index":0}],"id":"c4","model":"gemini","usage":{"completion_tokens":3,"prompt_tokens":8,"total_tokens":31}}

            data: {"choices":[{"delta":{"role":"assistant","tool_calls":[{"extra_content":{"google":{"thought_signature":"c2ln"}},"function":{"arguments":"{}","name":"now"},"id":"f1","type":"function"}]},"finish_reason":"stop","index":0}],"id":"c4","usage":{"completion_tokens":5,"prompt_tokens":8,"total_tokens":33}}

            data: [DONE]


            """,
            """
            {"choices":[{"finish_reason":"stop","index":0,"message":{"content":"Let me see.","role":"assistant","tool_calls":[{"extra_content":{"google":{"thought_signature":"c2ln"}},"function":{"arguments":"{}","name":"now"},"id":"f1","type":"function"}]}}],
             "id":"c4","model":"gemini","usage":{"completion_tokens":5,"prompt_tokens":8,"total_tokens":33}}
            """,
            "", "Let me see.", "now({})#f1", "tool_calls", "8/5/33/-/-"),
        new(
            "mistral",
            """
            data: {"id":"c5","model":"magistral","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}

            data: {"id":"c5","choices":[{"index":0,"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Un, "}]}]},"finish_reason":null}]}

            data: {"id":"c5","choices":[{"index":0,"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"deux."}]},{"type":"text","text":"Ça"}]},"finish_reason":null}]}

            data: {"id":"c5","choices":[{"index":0,"delta":{"content":" va."},"finish_reason":"stop"}],"usage":{"prompt_tokens":5,"total_tokens":14,"completion_tokens":9}}

            data: [DONE]


            """,
            """
            {"id":"c5","model":"magistral","choices":[{"index":0,"message":{"role":"assistant","tool_calls":null,"content":[{"type":"thinking","thinking":[{"type":"text","text":"Un, deux."}]},{"type":"text","text":"Ça va."}]},"finish_reason":"stop"}],
             "usage":{"prompt_tokens":5,"total_tokens":14,"completion_tokens":9}}
            """,
            "Un, deux.", "Ça va.", "", "stop", "5/9/14/-/-"),
        new(
            "ernie",
            """
            data: {"id":"as-6","object":"chat.completion.chunk","model":"ernie","choices":[{"index":0,"delta":{"content":"","reasoning_content":"想","role":"assistant"},"flag":0}]}

            data: {"id":"as-6","choices":[{"index":0,"delta":{"content":"你好"},"flag":0}]}

            data: {"id":"as-6","choices":[{"index":0,"delta":{"content":"。"},"finish_reason":"stop","flag":0}],"usage":{"prompt_tokens":2,"completion_tokens":4,"total_tokens":6,"prompt_tokens_details":{"search_tokens":0,"cached_tokens":0}}}

            data: [DONE]


            """,
            """
            {"id":"as-6","model":"ernie","choices":[{"index":0,"message":{"role":"assistant","content":"你好。","reasoning_content":"想"},"finish_reason":"stop","flag":0}],
             "usage":{"prompt_tokens":2,"completion_tokens":4,"total_tokens":6,"prompt_tokens_details":{"search_tokens":0,"cached_tokens":0}}}
            """,
            "想", "你好。", "", "stop", "2/4/6/0/-"),
        new(
            "qwen",
            """
            data: {"choices":[{"delta":{"content":null,"reasoning_content":"두 도시"},"finish_reason":null,"index":0,"logprobs":null}],"usage":null,"id":"c7","model":"qwen"}

            data: {"choices":[{"delta":{"content":null,"tool_calls":[{"index":0,"id":"call_a","type":"function","function":{"name":"w","arguments":"{\"c\":"}}]},"index":0}],"id":"c7"}

            data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"","type":"function","function":{"arguments":"\"부산\"}"}},{"index":1,"id":"call_b","function":{"name":"w","arguments":"{}"}}]},"index":0}],"id":"c7"}

            data: {"choices":[{"delta":{"content":""},"finish_reason":"tool_calls","index":0}],"id":"c7"}

            data: {"choices":[],"usage":{"prompt_tokens":11,"completion_tokens":10,"total_tokens":21,"completion_tokens_details":{"reasoning_tokens":3},"prompt_tokens_details":{"cached_tokens":null}},"id":"c7"}

            data: [DONE]


            """,
            """
            {"choices":[{"message":{"content":"","reasoning_content":"두 도시","role":"assistant","tool_calls":[{"index":0,"id":"call_a","type":"function","function":{"name":"w","arguments":"{\"c\":\"부산\"}"}},{"index":1,"id":"call_b","type":"function","function":{"name":"w","arguments":"{}"}}]},"finish_reason":"tool_calls","index":0}],
             "usage":{"prompt_tokens":11,"completion_tokens":10,"total_tokens":21,"completion_tokens_details":{"reasoning_tokens":3},"prompt_tokens_details":{"cached_tokens":null}},"id":"c7","model":"qwen"}
            """,
            "두 도시", "", "w({\"c\":\"부산\"})#call_a, w({})#call_b", "tool_calls", "11/10/21/-/3"),
        new(
            "openrouter",
            """
            : OPENROUTER PROCESSING

            data: {"id":"gen-8","provider":"X","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"","reasoning":"Hm.","reasoning_details":[{"type":"reasoning.text","text":"Hm."}]},"finish_reason":null,"native_finish_reason":null}]}

            data: {"id":"gen-8","choices":[{"index":0,"delta":{"role":"assistant","content":"Yes"},"finish_reason":null}]}

            data: {"id":"gen-8","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":"stop","native_finish_reason":"end_turn"}]}

            data: {"id":"gen-8","choices":[{"index":0,"delta":{"content":""},"finish_reason":null}],"usage":{"prompt_tokens":4,"completion_tokens":3,"total_tokens":7,"cost":0.0001,"prompt_tokens_details":{"cached_tokens":0},"completion_tokens_details":{"reasoning_tokens":1}}}

            data: [DONE]


            """,
            """
            {"id":"gen-8","provider":"X","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Yes","refusal":null,"reasoning":"Hm.","reasoning_details":[{"type":"reasoning.text","text":"Hm."}]},"finish_reason":"stop","native_finish_reason":"end_turn"}],
             "usage":{"prompt_tokens":4,"completion_tokens":3,"total_tokens":7,"cost":0.0001,"prompt_tokens_details":{"cached_tokens":0},"completion_tokens_details":{"reasoning_tokens":1}}}
            """,
            "Hm.", "Yes", "", "stop", "4/3/7/0/1"),
        new(
            "vllm",
            """
            data: {"id":"c9","model":"q","choices":[{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}]}

            data: {"id":"c9","choices":[{"index":0,"delta":{"reasoning":"A ","reasoning_content":"A "},"finish_reason":null}]}

            data: {"id":"c9","choices":[{"index":0,"delta":{"reasoning":"B","reasoning_content":"B"},"finish_reason":null}]}

            data: {"id":"c9","choices":[{"index":0,"delta":{"content":"<think> is a tag"},"finish_reason":"stop","stop_reason":null}]}

            data: {"id":"c9","choices":[],"usage":{"prompt_tokens":6,"total_tokens":15,"completion_tokens":9}}

            data: [DONE]


            """,
            """
            {"id":"c9","model":"q","choices":[{"index":0,"message":{"role":"assistant","content":"<think> is a tag","reasoning":"A B","reasoning_content":"A B","tool_calls":[]},"logprobs":null,"finish_reason":"stop","stop_reason":null}],
             "usage":{"prompt_tokens":6,"total_tokens":15,"completion_tokens":9,"prompt_tokens_details":null}}
            """,
            "A B", "<think> is a tag", "", "stop", "6/9/15/-/-"),
        new(
            "sglang",
            """
            data: {"id":"c10","model":"r1","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":null}

            data: {"id":"c10","choices":[{"index":0,"delta":{"content":"<think>","reasoning_content":null}}]}

            data: {"id":"c10","choices":[{"index":0,"delta":{"content":"why</th"}}]}

            data: {"id":"c10","choices":[{"index":0,"delta":{"content":"ink>so"}}]}

            data: {"id":"c10","choices":[{"index":0,"delta":{},"finish_reason":"stop","matched_stop":1}]}

            data: {"id":"c10","choices":[],"usage":{"prompt_tokens":7,"total_tokens":12,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":6},"reasoning_tokens":2}}

            data: [DONE]


            """,
            """
            {"id":"c10","model":"r1","choices":[{"index":0,"message":{"role":"assistant","content":"<think>why</think>so","reasoning_content":null,"tool_calls":null},"finish_reason":"stop","matched_stop":1}],
             "usage":{"prompt_tokens":7,"total_tokens":12,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":6},"reasoning_tokens":2}}
            """,
            "why", "so", "", "stop", "7/5/12/6/2"),
        new(
            "llama-server",
            """
            data: {"choices":[{"finish_reason":null,"index":0,"delta":{"role":"assistant","content":null}}],"created":1730000000,"id":"c11","model":"gguf"}

            data: {"choices":[{"finish_reason":null,"index":0,"delta":{"reasoning_content":"ok"}}],"id":"c11"}

            data: {"choices":[{"finish_reason":null,"index":0,"delta":{"content":"{\"a\":1}"}}],"id":"c11"}

            data: {"choices":[{"finish_reason":"stop","index":0,"delta":{}}],"id":"c11"}

            data: {"choices":[],"id":"c11","usage":{"completion_tokens":6,"prompt_tokens":12,"total_tokens":18},"timings":{"cache_n":10,"prompt_n":2}}

            data: [DONE]


            """,
            """
            {"choices":[{"finish_reason":"stop","index":0,"message":{"role":"assistant","reasoning_content":"ok","content":"{\"a\":1}"}}],"created":1730000000,"id":"c11","model":"gguf",
             "usage":{"completion_tokens":6,"prompt_tokens":12,"total_tokens":18},"timings":{"cache_n":10,"prompt_n":2}}
            """,
            "ok", "{\"a\":1}", "", "stop", "12/6/18/-/-"),
        new(
            "generic",
            """
            event: message
            id: 1
            data: {"choices":[{"index":0,"delta":{"content":"<think>a"}}]}

            data: {"choices":[{"index":0,"delta":{"content":"b</think> c"}}]}

            data: {"choices":[{"index":0,"delta":{"content":"d"},"finish_reason":"eos_token"}]}


            """,
            """
            {"choices":[{"message":{"content":"<think>ab</think> cd"},"finish_reason":"eos_token"}]}
            """,
            "ab", "cd", "", "eos_token", "-"),
    ];

    /// <summary>The recording of a dialect.</summary>
    public static OpenAIRecording Of(string dialect) => All.Single(recording => string.Equals(recording.Dialect, dialect, StringComparison.Ordinal));
}
