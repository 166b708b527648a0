namespace ModelRouter.TestProviders;

/// <summary>Answers of <c>/api/chat</c> as they stand on the wire.</summary>
public static class OllamaRecordings
{
    /// <summary>A thought apart from its answer, as Ollama 0.9 and later give it.</summary>
    public const string Thought =
        """
        {"model":"qwen3:8b","created_at":"2026-11-02T09:12:01.1Z","message":{"role":"assistant","content":"","thinking":"Two and"},"done":false}
        {"model":"qwen3:8b","created_at":"2026-11-02T09:12:01.2Z","message":{"role":"assistant","content":"","thinking":" two: 넷."},"done":false}
        {"model":"qwen3:8b","created_at":"2026-11-02T09:12:01.3Z","message":{"role":"assistant","content":"It is "},"done":false}
        {"model":"qwen3:8b","created_at":"2026-11-02T09:12:01.4Z","message":{"role":"assistant","content":"4 (\"넷\")."},"done":false}
        {"model":"qwen3:8b","created_at":"2026-11-02T09:12:01.5Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","total_duration":1200,"load_duration":100,"prompt_eval_count":17,"prompt_eval_duration":300,"eval_count":12,"eval_duration":800}

        """;

    /// <summary>A thought in the text, as models without support for it give it.</summary>
    public const string TaggedThought =
        """
        {"model":"r1:7b","created_at":"2026-11-02T09:12:01.1Z","message":{"role":"assistant","content":"<th"},"done":false}
        {"model":"r1:7b","created_at":"2026-11-02T09:12:01.2Z","message":{"role":"assistant","content":"ink>\nTwo and two: 넷.\n</think>\n\nIt is "},"done":false}
        {"model":"r1:7b","created_at":"2026-11-02T09:12:01.4Z","message":{"role":"assistant","content":"4 (\"넷\")."},"done":false}
        {"model":"r1:7b","created_at":"2026-11-02T09:12:01.5Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","prompt_eval_count":17,"eval_count":12}

        """;

    /// <summary>Two calls of a tool, the first with an id, as newer versions give it.</summary>
    public const string Calls =
        """
        {"model":"qwen3:8b","created_at":"2026-11-02T09:12:01.1Z","message":{"role":"assistant","content":"","thinking":"Look it up."},"done":false}
        {"model":"qwen3:8b","created_at":"2026-11-02T09:12:01.2Z","message":{"role":"assistant","content":"","tool_calls":[{"id":"call_a","function":{"index":0,"name":"weather","arguments":{"city":"서울"}}},{"function":{"index":1,"name":"weather","arguments":{"city":"Bonn","days":2}}}]},"done":false}
        {"model":"qwen3:8b","created_at":"2026-11-02T09:12:01.3Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","prompt_eval_count":90,"eval_count":31}

        """;

    /// <summary>What <c>/api/show</c> says of a model.</summary>
    public static string Show(string family, params string[] capabilities) =>
        $$"""{"license":"MIT","details":{"format":"gguf","family":"{{family}}","parameter_size":"8B","quantization_level":"Q4_K_M"},"model_info":{"general.architecture":"{{family}}"},"capabilities":["completion"{{string.Concat(capabilities.Select(c => $",\"{c}\""))}}]}""";
}
