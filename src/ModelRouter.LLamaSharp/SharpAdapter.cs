using LLama;
using LLama.Native;
using ModelRouter.LlamaCpp;

namespace ModelRouter.LLamaSharp;

/// <summary>Loads LoRA adapters. LLamaSharp doesn't tell when llama.cpp refuses one, and the process would end when it's used; so all is checked here.</summary>
internal static class SharpAdapter
{
    private const string First = ".lora_a";
    private const string Second = ".lora_b";
    private const string Embedding = "token_embd.weight";

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidModelFileException">It is no adapter for the model.</exception>
    public static LoraAdapter Load(LLamaWeights weights, string modelPath, string path)
    {
        var (adapter, model) = (GgufReader.Read(path), GgufReader.Read(modelPath));
        AdapterCheck.Run(adapter, model.Architecture);
        foreach (var a in adapter.Tensors.Where(tensor => tensor.Name.EndsWith(First, StringComparison.Ordinal)))
        {
            var name = a.Name[..^First.Length];
            var b = adapter.Tensors.First(tensor => string.Equals(tensor.Name, name + Second, StringComparison.Ordinal));
            if (model.Tensors.FirstOrDefault(tensor => string.Equals(tensor.Name, name, StringComparison.Ordinal)) is not { } weight || !Fits(weight, a, b))
            {
                throw adapter.Refuse($"'{name}' of the model is none that '{a.Name}' could change.");
            }
        }

        return weights.NativeHandle.LoadLoraFromFile(path);
    }

    /// <summary>An embedding is looked up, not multiplied, so that its matrices lie the other way round.</summary>
    private static bool Fits(GgufTensor weight, GgufTensor a, GgufTensor b) => string.Equals(weight.Name, Embedding, StringComparison.Ordinal)
        ? Size(weight, 0) == Size(b, 1) && Size(weight, 1) == Size(a, 1)
        : Size(weight, 0) == Size(a, 0) && Size(weight, 1) == Size(b, 1);

    private static long Size(GgufTensor tensor, int axis) => axis < tensor.Shape.Length ? tensor.Shape[axis] : 1;
}
