namespace ModelRouter.LlamaCpp.Tests;

/// <summary>Keys that llama.cpp reads where a file has them; a mutant gets one with a value that is seldom a good one.</summary>
internal static class KnownKeys
{
    private static readonly string[] Integers =
    [
        "vocab_size", "context_length", "embedding_length", "embedding_length_out", "block_count", "feed_forward_length", "expert_count",
        "expert_used_count", "expert_group_count", "expert_group_used_count", "nextn_predict_layers", "attention.head_count",
        "attention.head_count_kv", "attention.key_length", "attention.value_length", "attention.key_length_swa", "attention.value_length_swa",
        "attention.sliding_window", "rope.dimension_count", "rope.dimension_count_swa", "rope.scaling.original_context_length", "pooling_type",
        "expert_shared_count", "expert_feed_forward_length", "leading_dense_block_count", "deepstack_layer_count",
    ];

    private static readonly string[] Numbers =
    [
        "attention.layer_norm_rms_epsilon", "attention.layer_norm_epsilon", "rope.freq_base", "rope.scaling.factor", "rope.scale_linear",
        "rope.scaling.attn_factor", "attention.max_alibi_bias", "attention.clamp_kqv", "attention.scale", "logit_scale", "expert_weights_scale",
        "rope.scaling.yarn_ext_factor", "rope.scaling.yarn_log_multiplier", "embedding_scale", "residual_scale", "rope.scaling.alpha",
    ];

    private static readonly string[] TokenIds =
        ["bos", "eos", "eot", "eom", "unknown", "seperator", "padding", "mask", "fim_pre", "fim_suf", "fim_mid", "fim_pad", "fim_rep", "fim_sep"];

    private static readonly string[] Flags = ["add_bos_token", "add_eos_token", "add_sep_token", "add_space_prefix", "remove_extra_whitespaces"];

    private static readonly string[] Architectures =
        ["llama", "qwen2", "qwen3", "gemma", "bert", "t5", "mamba", "rwkv6", "phi3", "gpt2", "clip", "llama4", "granite", "deepseek2", "olmo", "(none)"];

    public static void Add(GgufImage image, Random random)
    {
        var architecture = image.Metadata.Exists(pair => pair.Key.StartsWith("qwen2.", StringComparison.Ordinal)) ? "qwen2." : "llama.";
        var small = (uint)random.Next(4);
        (string Key, byte[] Value) pair = random.Next(10) switch
        {
            0 or 1 => (architecture + Pick(Integers), GgufValues.UInt32(random.Next(3) == 0 ? uint.MaxValue : random.Next(2) == 0 ? small : (uint)random.Next(600))),
            2 => (architecture + Pick(Integers), GgufValues.UInt32s(small, (uint)random.Next(64))),
            3 => (architecture + Pick(Numbers), GgufValues.Float32(Pick([0f, -1f, float.NaN, float.PositiveInfinity, 1e38f, 1e-38f, 1f]))),
            4 => ($"tokenizer.ggml.{Pick(TokenIds)}_token_id", GgufValues.UInt32(Pick([0u, 1u, 2u, 300u, 100_000u, uint.MaxValue]))),
            5 => ("tokenizer.ggml." + Pick(Flags), GgufValues.Bool(small != 0)),
            6 => (architecture + "rope.scaling.type", GgufValues.Text(Pick(["none", "linear", "yarn", "longrope", "dynamic", ""]))),
            7 => Pick<(string Key, byte[] Value)>(
                [("split.count", GgufValues.UInt16((ushort)small)), ("split.no", GgufValues.UInt16(1)), ("split.count", GgufValues.UInt32(3)),
                 ("general.type", GgufValues.Text("adapter")), ("general.alignment", GgufValues.UInt32(small * 32)), (architecture + "attention.causal", GgufValues.Bool(false)),
                 ("tokenizer.ggml.token_type_count", GgufValues.UInt32(small)), ("general.name", GgufValues.Text("phi-3")), ("general.file_type", GgufValues.UInt32(uint.MaxValue)),
                 ("adapter.lora.alpha", GgufValues.UInt32(small)), ("adapter.lora.alpha", GgufValues.Float32(float.NaN)), ("adapter.type", GgufValues.UInt32(1)),
                 ("adapter.alora.invocation_tokens", GgufValues.UInt32s(small, uint.MaxValue)), ("adapter.alora.invocation_tokens", GgufValues.Texts("a"))]),
            8 => ("tokenizer.chat_template", GgufValues.Text(Pick(["", "chatml", "{% if %}", "{{ '<think>' + add_generation_prompt }}", "<|im_start|>\0"]))),
            _ => ("general.architecture", GgufValues.Text(Pick(Architectures))),
        };
        image.Metadata.RemoveAll(other => other.Key == pair.Key);
        image.Metadata.Add(pair);

        T Pick<T>(T[] items) => items[random.Next(items.Length)];
    }
}
