using System.Collections.Frozen;

namespace ModelRouter.LlamaCpp;

/// <summary>Checks how wide a model's attention heads are said to be, and how much of them is rotated by position.</summary>
/// <remarks>The graphs of many architectures assert that keys are as wide as values, or that heads are rotated whole. Which do
/// was taken from the sources of llama.cpp v0.5.0; of all others the bounds alone are checked.</remarks>
internal static class HeadWidthCheck
{
    private const long MaxHeadWidth = 65_536;

    /// <summary>Architectures that rotate heads whole; their keys are as wide as their values, too.</summary>
    private static readonly FrozenSet<string> RotatedWhole = Set(
        "apertus arcee arctic baichuan chameleon codeshell cogvlm cohere2moe dbrx deci deepseek dots1 dream ernie4_5 ernie4_5-moe exaone " +
        "exaone-moe exaone4 falcon granite granite_swa graniteswitch grok grovemoe hunyuan-moe hunyuan_vl hy_v3 internlm2 jais2 llada " +
        "llada-moe llama llama4 maincoder mellum mistral3 olmo olmo2 olmoe orion paddleocr pangu-embedded plamo pockettts qwen2 qwen2moe " +
        "qwen2vl qwen3 qwen3moe qwen3vl qwen3vlmoe rnd1 seed_oss smallthinker smollm3 starcoder2 talkie xverse");

    /// <summary>Further ones whose keys are as wide as their values.</summary>
    private static readonly FrozenSet<string> KeysLikeValues = Set(
        "afmoe bailingmoe2 bert bitnet bloom chatglm cohere2 command-r dflash eagle3 eurobert glm4 glm4moe gpt2 gptneox granitehybrid " +
        "jais laguna minimax-01 minimax-m2 minimax-m3 modern-bert mpt muse-glimmer nanbeige nemotron nemotron_h nemotron_h_moe neo-bert " +
        "openelm phi2 phi3 qwen qwen35 qwen35moe qwen3next qwen4exp refact spark2_5 stablelm starcoder t5");

    /// <exception cref="InvalidModelFileException">They do not fit together.</exception>
    public static void Run(GgufHeader header, long heads)
    {
        var architecture = header.Architecture;
        var whole = RotatedWhole.Contains(architecture);
        var usual = header.GetHyperparameter("embedding_length")!.Value / heads;
        foreach (var window in (string[])["", "_swa"])
        {
            var key = Width(header, "attention.key_length", window, usual);
            var value = Width(header, "attention.value_length", window, usual);
            if (key != value && (whole || KeysLikeValues.Contains(architecture)))
            {
                throw header.Refuse($"its keys are {key} wide and its values {value}, which must be the same for '{architecture}'.");
            }

            // Rotation works on pairs of numbers.
            var rotated = Width(header, "rope.dimension_count", window, key);
            if (rotated % 2 != 0 || (whole && rotated != key))
            {
                throw header.Refuse($"{rotated} of the {key} numbers of a head are said to be rotated, which '{architecture}' can't do.");
            }
        }
    }

    /// <summary>A width, which windowed layers have from the others unless they bring their own.</summary>
    private static long Width(GgufHeader header, string name, string window, long usual)
    {
        var width = header.GetHyperparameter(name + window) ?? header.GetHyperparameter(name) ?? usual;
        return width is >= 0 and <= MaxHeadWidth
            ? width
            : throw header.Refuse($"{header.Architecture}.{name}{window} is {width}; at most {MaxHeadWidth} are possible.");
    }

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
