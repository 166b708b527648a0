using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelRouter.LlamaCpp;

/// <summary>A llama context with its batch: the KV memory of all sequences and the one way to run the model over them.</summary>
/// <remarks>Belongs to one thread, <see cref="Abort"/> apart.</remarks>
internal sealed unsafe class DecodeContext : IDisposable
{
    /// <summary>Tokens of one decode at most; as many as llama.cpp takes in one go, so that a cancelled prompt holds up nobody for longer.</summary>
    public const int BatchSize = 512;

    /// <summary><c>GGML_TYPE_F32</c>.</summary>
    private const int SinglePrecision = 0;

    private readonly LlamaModel _model;
    private readonly LlamaThreadpool? _threads;
    private readonly LlamaThreadpool? _batchThreads;
    private readonly byte* _abort;
    private readonly int** _sequencePointers;
    private LogitsCapture? _capture;
    private LlamaBatch _batch;
    private int _outputs;
    private Adapter? _adapter;
    private nint _context;
    private nint _memory;

    /// <param name="model">The weights, which must outlive the context.</param>
    /// <param name="settings">The context's dimensions.</param>
    /// <param name="copiesLogits">True to have llama.cpp copy all logits to the host instead of reading them where they lie.</param>
    /// <exception cref="LlamaException">The context or the adapter can't be made.</exception>
    public DecodeContext(LlamaModel model, EngineSettings settings, bool copiesLogits = false)
    {
        _model = model;
        _abort = (byte*)NativeMemory.AllocZeroed(1);
        _batch.Tokens = (int*)NativeMemory.Alloc(BatchSize, sizeof(int));
        _batch.Positions = (int*)NativeMemory.Alloc(BatchSize, sizeof(int));
        _batch.SequenceCounts = (int*)NativeMemory.Alloc(BatchSize, sizeof(int));
        _batch.Outputs = (byte*)NativeMemory.Alloc(BatchSize);
        _sequencePointers = (int**)NativeMemory.Alloc(BatchSize, (nuint)sizeof(int*));
        _batch.SequenceIds = _sequencePointers;
        var sequences = (int*)NativeMemory.Alloc(BatchSize, sizeof(int));
        for (var i = 0; i < BatchSize; i++)
        {
            _batch.SequenceCounts[i] = 1;
            _sequencePointers[i] = sequences + i;
        }

        try
        {
            // A recurrent model's step may be split over several graphs, of which a capture sees the last.
            _capture = !copiesLogits && model.CanReusePrefixes && LogitsCapture.IsSupported ? new LogitsCapture(settings.MaxConcurrency) : null;
            _context = Create(model, settings, _abort, _capture);
            if (_capture is { Rows: 0 })
            {
                GiveUpCapture();
            }

            _memory = LlamaNative.GetMemory(_context);
            _threads = LlamaThreadpool.Create(settings.Threads);

            // A pool's idle threads spin for a while, so single tokens get no larger pool than they use.
            _batchThreads = settings.BatchThreads == settings.Threads ? _threads : LlamaThreadpool.Create(settings.BatchThreads);
            if (_threads is not null && _batchThreads is not null)
            {
                LlamaNative.AttachThreadpool(_context, _threads.DangerousGetHandle(), _batchThreads.DangerousGetHandle());
            }

            if (settings.LoraPath is not null)
            {
                Attach(settings.LoraPath, settings.LoraScale);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Tokens in the batch so far.</summary>
    public int Count => _batch.TokenCount;

    /// <summary>True if logits are read where they are computed, false if llama.cpp copies them to the host.</summary>
    public bool ReadsLogitsInPlace => _capture is not null;

    public int VocabularySize => _model.Vocabulary.Size;

    /// <summary>Where the last step's logits lie if that is not on the host: a row for every token that wanted them, in the batch's order.</summary>
    public LogitsCapture? LogitsOnDevice => _capture is { IsOnHost: false } ? _capture : null;

    public void BeginBatch() => (_batch.TokenCount, _outputs) = (0, 0);

    /// <summary>Adds a token to the batch; one that wants logits gets the next row of them.</summary>
    public void Add(int token, int position, int sequence, bool wantsLogits)
    {
        var index = _batch.TokenCount++;
        _outputs += wantsLogits ? 1 : 0;
        _batch.Tokens[index] = token;
        _batch.Positions[index] = position;
        *_sequencePointers[index] = sequence;
        _batch.Outputs[index] = wantsLogits ? (byte)1 : (byte)0;
    }

    /// <summary>Runs the model over the batch.</summary>
    /// <exception cref="LlamaException">It failed; the memory of every sequence is to be taken as lost.</exception>
    public void Decode()
    {
        LlamaLog.Clear();
        var status = LlamaNative.Decode(_context, _batch);
        if (status != 0)
        {
            throw new LlamaException(status switch
            {
                1 => "The KV memory has no room for the batch.",
                2 => "Decoding was aborted.",
                _ => $"Decoding failed with status {status}: {LlamaLog.Errors}",
            });
        }

        if (_capture is not null && _outputs > 0)
        {
            LlamaNative.Synchronize(_context);
            if (_capture.Rows != _outputs)
            {
                var rows = _capture.Rows;
                GiveUpCapture();
                throw new LlamaException($"A step of {_outputs} outputs gave {rows} rows of logits; later steps have theirs copied to the host.");
            }
        }
    }

    /// <summary>The last step's logits on the host, free to be overwritten: rows of one number per token of the vocabulary.</summary>
    public Span<float> Logits(int rows)
    {
        var address = _capture is null ? LlamaNative.GetLogits(_context) : (float*)_capture.Address;
        return new(address, checked(rows * VocabularySize));
    }

    /// <summary>Forgets a sequence from <paramref name="position"/> on; false if the model's memory can't be cut there.</summary>
    public bool Truncate(int sequence, int position) => LlamaNative.MemoryRemove(_memory, sequence, position, -1) != 0;

    public void Forget(int sequence) => LlamaNative.MemoryRemove(_memory, sequence, -1, -1);

    /// <summary>Forgets every sequence and overwrites the memory.</summary>
    public void ForgetAll() => LlamaNative.MemoryClear(_memory, 1);

    /// <summary>Lets a sequence share the first <paramref name="length"/> tokens of another; the memory is shared, not copied.</summary>
    public void Share(int source, int destination, int length) => LlamaNative.MemoryCopy(_memory, source, destination, 0, length);

    /// <summary>True if the memory still holds a sequence from its very first token on; sliding windows may have dropped it.</summary>
    public bool HoldsBeginning(int sequence) => LlamaNative.MemoryMinPosition(_memory, sequence) == 0;

    /// <summary>Makes a running decode stop soon; from any thread.</summary>
    public void Abort() => Volatile.Write(ref *_abort, 1);

    public void Dispose()
    {
        if (_context != 0)
        {
            LlamaNative.ContextFree(_context);
            _context = 0;
        }

        _capture?.Dispose();
        _capture = null;
        _adapter?.Dispose();
        _threads?.Dispose();
        _batchThreads?.Dispose();
        if (_batch.Tokens is not null)
        {
            NativeMemory.Free(_sequencePointers[0]);
            NativeMemory.Free(_sequencePointers);
            NativeMemory.Free(_batch.Outputs);
            NativeMemory.Free(_batch.SequenceCounts);
            NativeMemory.Free(_batch.Positions);
            NativeMemory.Free(_batch.Tokens);
            NativeMemory.Free(_abort);
            _batch = default;
        }
    }

    private void GiveUpCapture()
    {
        _capture!.RemoveFrom(_context);
        _capture.Dispose();
        _capture = null;
    }

    /// <summary>The system promises more memory than there is and ends the process that then uses it, which is no way to learn of it.</summary>
    /// <exception cref="LlamaException">All contexts together take more than <paramref name="available"/> bytes.</exception>
    internal static void RefuseToOverfill(LlamaModel model, EngineSettings settings, long available)
    {
        // Beside its keys and values, a cell has a place in the attention mask of every token of a step.
        var cells = (long)settings.ContextSize * settings.MaxConcurrency;
        var cache = model.CacheBytesPerToken * (settings.SinglePrecisionCache ? 2 : 1);
        var bytes = (UInt128)cells * (ulong)(cache + (BatchSize * sizeof(float))) * (uint)settings.Contexts;
        if (cells > int.MaxValue || bytes > (ulong)available)
        {
            var (what, advice) = settings.Contexts == 1
                ? ("A context", "ContextSize or MaxConcurrency")
                : ($"{settings.Contexts} contexts", "ContextSize, MaxConcurrency or Contexts");
            throw new LlamaException(
                $"{what} of {settings.MaxConcurrency} × {settings.ContextSize} tokens for '{model.Info.Path}' would take about " +
                $"{bytes >> 20:N0} MiB, more than this machine has. Lower {advice}.");
        }
    }

    /// <summary>Bytes of memory that the machine has, or the container.</summary>
    /// <remarks>What is available to the garbage collector may be less (<c>DOTNET_GCHeapHardLimit</c>), and contexts aren't on its heap. From nine tenths of the memory on it calls the load high.</remarks>
    private static long Memory()
    {
        var memory = GC.GetGCMemoryInfo();
        return Math.Max(memory.TotalAvailableMemoryBytes, memory.HighMemoryLoadThresholdBytes);
    }

    private static nint Create(LlamaModel model, EngineSettings settings, byte* abort, LogitsCapture? capture)
    {
        var cells = (long)settings.ContextSize * settings.MaxConcurrency;
        RefuseToOverfill(model, settings, model.MayUseGpu ? long.MaxValue : Memory());
        var parameters = LlamaNative.ContextDefaultParams();
        parameters.ContextSize = (uint)cells;
        parameters.BatchSize = BatchSize;
        parameters.MicroBatchSize = BatchSize;
        parameters.MaxSequences = (uint)settings.MaxConcurrency;

        // One output per sequence and step; the default reserves a whole batch of rows as wide as the vocabulary.
        parameters.MaxOutputs = (uint)settings.MaxConcurrency;
        parameters.Threads = settings.Threads;
        parameters.BatchThreads = settings.BatchThreads;

        // Rows are read one by one; a file that asks for anything else means it for another use.
        parameters.PoolingType = 0;

        parameters.FlashAttentionType = settings.FlashAttention switch { null => -1, true => 1, false => 0 };
        if (settings.SinglePrecisionCache)
        {
            parameters.TypeK = parameters.TypeV = SinglePrecision;
        }

        parameters.AbortCallback = &ShouldAbort;
        parameters.AbortCallbackData = (nint)abort;

        // Without it, sequences could not share a prefix, and ids that leave gaps would split each step into several. For a single
        // one it only costs time: llama.cpp then looks at every pair of its 256 possible sequences in each step.
        parameters.KvUnified = settings.MaxConcurrency > 1 ? (byte)1 : (byte)0;
        capture?.AddTo(ref parameters);

        LlamaLog.Clear();
        var context = LlamaNative.ContextInit(model.Handle, parameters);
        return context != 0
            ? context
            : throw new LlamaException(
                $"No context of {settings.MaxConcurrency} × {settings.ContextSize} tokens could be made for '{model.Info.Path}': {LlamaLog.Errors}");
    }

    private void Attach(string loraPath, float scale)
    {
        _adapter = Adapter.Load(_model, loraPath);
        var handle = _adapter.Handle;
        LlamaLog.Clear();
        if (LlamaNative.SetAdapters(_context, &handle, 1, &scale) != 0)
        {
            throw new LlamaException($"The adapter '{loraPath}' could not be applied: {LlamaLog.Errors}");
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte ShouldAbort(nint flag) => Volatile.Read(ref *(byte*)flag);
}
