using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace ModelRouter.LlamaCpp;

/// <summary>A GGUF model's weights and vocabulary in memory. Safe for concurrent use; many contexts may share it.</summary>
internal sealed class LlamaModel : IDisposable
{
    private readonly LlamaModelHandle _handle;

    private LlamaModel(LlamaModelHandle handle, GgufHeader header, int gpuLayers)
    {
        _handle = handle;
        Info = LlamaModelInfo.From(header);
        MayUseGpu = gpuLayers != 0 && LlamaNative.SupportsGpuOffload() != 0;
        ChatTemplate = header.ChatTemplate;
        CacheBytesPerToken = KeyValueSize.PerToken(header);
        HeadWidth = KeyValueSize.HeadWidth(header);
        Vocabulary = new Vocabulary(LlamaNative.ModelGetVocabulary(Handle));
        TrainedContext = LlamaNative.ModelTrainedContext(Handle);

        // A recurrent state can't be cut back to a shorter prefix, so nothing of it can be reused.
        CanReusePrefixes = LlamaNative.ModelIsRecurrent(Handle) == 0 && LlamaNative.ModelIsHybrid(Handle) == 0;
    }

    public nint Handle => _handle.DangerousGetHandle();

    public LlamaModelInfo Info { get; }

    public string? ChatTemplate { get; }

    public Vocabulary Vocabulary { get; }

    public int TrainedContext { get; }

    public bool CanReusePrefixes { get; }

    /// <summary>Whether layers, and with them their keys and values, may be in a GPU's memory.</summary>
    public bool MayUseGpu { get; }

    /// <summary>Bytes of keys and values that the context keeps of a token, as 16-bit floats.</summary>
    public long CacheBytesPerToken { get; }

    /// <summary>Numbers of an attention head's key; 0 without attention.</summary>
    public long HeadWidth { get; }

    /// <summary>Loads a model; reports progress from 0 to 1.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidModelFileException">It can't be used.</exception>
    /// <exception cref="LlamaNativesException">llama.cpp's libraries are missing.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing stays loaded.</exception>
    public static Task<LlamaModel> LoadAsync(string path, int gpuLayers, IProgress<float>? progress, CancellationToken cancellationToken) =>
        Task.Run(() => Load(path, gpuLayers, progress, cancellationToken), cancellationToken);

    public void Dispose() => _handle.Dispose();

    /// <summary>Keeps the memory until <see cref="Release"/>, for callers who may be overtaken by <see cref="Dispose"/>.</summary>
    /// <exception cref="ObjectDisposedException">It is gone already.</exception>
    public void Hold()
    {
        var isHeld = false;
        _handle.DangerousAddRef(ref isHeld);
    }

    public void Release() => _handle.DangerousRelease();

    private static unsafe LlamaModel Load(string path, int gpuLayers, IProgress<float>? progress, CancellationToken cancellationToken)
    {
        var header = GgufReader.Read(path);
        ModelFileCheck.Run(header);
        LlamaLibrary.EnsureLoaded();
        cancellationToken.ThrowIfCancellationRequested();

        var watch = new LoadWatch(progress, cancellationToken);
        var watcher = GCHandle.Alloc(watch);
        try
        {
            var parameters = LlamaNative.ModelDefaultParams();
            parameters.GpuLayers = gpuLayers;
            if (header.Tensors.Any(static tensor => tensor.IsOneBlockWide))
            {
                // On processors with AMX llama.cpp's product of such rows with 32 tokens and more is wrong, and not the same twice.
                parameters.UseExtraBuffers = 0;
            }

            parameters.ProgressCallback = &OnProgress;
            parameters.ProgressCallbackUserData = GCHandle.ToIntPtr(watcher);

            LlamaLog.Clear();
            var handle = LlamaNative.ModelLoadFromFile(path, parameters);
            if (handle == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                watch.Failure?.Throw();
                throw new InvalidModelFileException(path, LlamaLog.Errors);
            }

            var owner = new LlamaModelHandle(handle);
            if (LlamaNative.ModelHasDecoder(handle) == 0 || LlamaNative.ModelHasEncoder(handle) != 0)
            {
                owner.Dispose();
                throw new InvalidModelFileException(path, $"the architecture '{header.Architecture}' does not generate text from text.");
            }

            return new LlamaModel(owner, header, gpuLayers);
        }
        finally
        {
            watcher.Free();
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte OnProgress(float progress, nint userData)
    {
        var watcher = (LoadWatch)GCHandle.FromIntPtr(userData).Target!;
        if (watcher.CancellationToken.IsCancellationRequested)
        {
            return 0;
        }

        try
        {
            watcher.Progress?.Report(progress);
        }
        catch (Exception failure)
        {
            // An exception must not unwind through native frames; it stops the load, and is thrown behind them.
            watcher.Failure = ExceptionDispatchInfo.Capture(failure);
            return 0;
        }

        return 1;
    }

    private sealed record LoadWatch(IProgress<float>? Progress, CancellationToken CancellationToken)
    {
        public ExceptionDispatchInfo? Failure { get; set; }
    }
}
