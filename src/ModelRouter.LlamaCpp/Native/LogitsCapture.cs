using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelRouter.LlamaCpp;

/// <summary>Learns where a context computes its logits, so that they can be sampled from there: none is copied to the host.</summary>
/// <remarks>
/// llama.cpp asks a sequence's sampler for nodes to append to the graph. This one appends nothing: it looks up the tensor of the
/// logits and says that there are no others to copy, whereupon llama.cpp leaves them all where they are. The tensor belongs to the
/// graph that was built last, which is the one that ran last. Belongs to the context's thread; dispose it after the context.
/// </remarks>
internal sealed unsafe class LogitsCapture : IDisposable
{
    /// <summary>What llama.cpp calls the logits of every output, row after row.</summary>
    private static ReadOnlySpan<byte> TensorName => "result_output"u8;

    private readonly LlamaSamplerInterface* _interface;
    private readonly nint* _tensor;
    private readonly LlamaSamplerOfSequence* _samplers;
    private readonly int _sequences;

    public LogitsCapture(int sequences)
    {
        _sequences = sequences;
        _tensor = (nint*)NativeMemory.AllocZeroed((nuint)sizeof(nint));
        _interface = (LlamaSamplerInterface*)NativeMemory.AllocZeroed((nuint)sizeof(LlamaSamplerInterface));
        _interface->Apply = &Apply;
        _interface->BackendInit = &BackendInit;
        _interface->BackendApply = &BackendApply;
        _interface->BackendReset = &BackendReset;
        _samplers = (LlamaSamplerOfSequence*)NativeMemory.Alloc((nuint)sequences, (nuint)sizeof(LlamaSamplerOfSequence));
        for (var i = 0; i < sequences; i++)
        {
            var chain = LlamaNative.SamplerChainInit(LlamaNative.SamplerChainDefaultParams());
            LlamaNative.SamplerChainAdd(chain, LlamaNative.SamplerInit(_interface, (nint)_tensor));
            _samplers[i] = new() { Sequence = i, Chain = chain };
        }
    }

    /// <summary>True if llama.cpp's samplers are laid out as ours: older ones had fewer functions.</summary>
    public static bool IsSupported => LlamaLibrary.Version.StartsWith("0.5.", StringComparison.Ordinal);

    /// <summary>Rows of logits that the graph gives; 0 if it has no such tensor.</summary>
    public int Rows => *_tensor == 0 ? 0 : (int)((GgmlTensorHead*)*_tensor)->Extents[1];

    /// <summary>Where they lie: on the host if <see cref="IsOnHost"/>, else on the device of <see cref="BufferName"/>.</summary>
    public nint Address => LlamaNative.TensorData(*_tensor);

    /// <summary>True if the host can read them; to be asked after a step with outputs.</summary>
    public bool IsOnHost => LlamaNative.BufferIsHost(((GgmlTensorHead*)*_tensor)->Buffer) != 0;

    /// <summary>The memory's name, such as <c>CPU</c> or <c>CUDA0</c>.</summary>
    public string BufferName => Marshal.PtrToStringUTF8((nint)LlamaNative.BufferName(((GgmlTensorHead*)*_tensor)->Buffer)) ?? "";

    /// <summary>Asks for the capture when the context is made.</summary>
    public void AddTo(ref LlamaContextParams parameters) =>
        (parameters.Samplers, parameters.SamplerCount) = ((nint)_samplers, (nuint)_sequences);

    /// <summary>Gives it up: llama.cpp copies the logits to the host again.</summary>
    public void RemoveFrom(nint context)
    {
        for (var i = 0; i < _sequences; i++)
        {
            LlamaNative.SetSampler(context, i, 0);
        }
    }

    /// <summary>Copies rows to the host, wherever they lie.</summary>
    public void Copy(int firstRow, Span<float> destination, int vocabularySize)
    {
        fixed (float* pointer = destination)
        {
            var offset = (nuint)firstRow * (nuint)vocabularySize * sizeof(float);
            LlamaNative.TensorGet(*_tensor, pointer, offset, (nuint)destination.Length * sizeof(float));
        }
    }

    /// <summary>One logit, wherever it lies.</summary>
    public float Read(int row, int token, int vocabularySize)
    {
        var value = 0f;
        LlamaNative.TensorGet(*_tensor, &value, (((nuint)row * (nuint)vocabularySize) + (nuint)token) * sizeof(float), sizeof(float));
        return value;
    }

    public void Dispose()
    {
        for (var i = 0; i < _sequences; i++)
        {
            LlamaNative.SamplerFree(_samplers[i].Chain);
        }

        NativeMemory.Free(_samplers);
        NativeMemory.Free(_interface);
        NativeMemory.Free(_tensor);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Apply(LlamaSampler* sampler, nint candidates)
    {
        // Required, and never called: the engine samples.
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte BackendInit(LlamaSampler* sampler, nint bufferType, uint outputs) => 1;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void BackendApply(LlamaSampler* sampler, nint context, nint graph, LlamaSamplerData* data)
    {
        // Called for every sequence of a graph; the first finds the tensor for all.
        var tensor = (nint*)sampler->State;
        if (*tensor == 0)
        {
            fixed (byte* name = TensorName)
            {
                *tensor = LlamaNative.GraphTensor(graph, name);
            }
        }

        data->Logits = 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void BackendReset(LlamaSampler* sampler) => *(nint*)sampler->State = 0;
}
