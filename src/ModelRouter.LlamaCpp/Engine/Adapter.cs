namespace ModelRouter.LlamaCpp;

/// <summary>A LoRA adapter in memory, registered with the model that it is for. Outlives the contexts that use it, not the model.</summary>
internal sealed class Adapter : IDisposable
{
    /// <summary>llama.cpp keeps the adapters of a model in an unguarded set, and clients that share the model load theirs whenever they like.</summary>
    private static readonly Lock Gate = new();

    private nint _handle;

    private Adapter(nint handle) => _handle = handle;

    public nint Handle => _handle;

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidModelFileException">It is no adapter for <paramref name="model"/>.</exception>
    public static Adapter Load(LlamaModel model, string path)
    {
        AdapterCheck.Run(GgufReader.Read(path), model.Info.Architecture);
        lock (Gate)
        {
            LlamaLog.Clear();
            var handle = LlamaNative.AdapterInit(model.Handle, path);
            return handle != 0
                ? new Adapter(handle)
                : throw new InvalidModelFileException(path, $"it is no adapter for '{model.Info.Path}': {LlamaLog.Errors}");
        }
    }

    public void Dispose()
    {
        lock (Gate)
        {
            if (_handle != 0)
            {
                LlamaNative.AdapterFree(_handle);
                _handle = 0;
            }
        }
    }
}
