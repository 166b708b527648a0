namespace ModelRouter.LlamaCpp;

/// <summary>Models in use in this process, so that several clients of one file (a base and its adapters) share its weights.</summary>
/// <remarks>Safe for concurrent use. A model leaves memory when its last user returns it.</remarks>
internal static class SharedModels
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<(string Path, int GpuLayers), Entry> Entries = [];

    /// <summary>The model of a file, loaded if nobody has it loaded; return it with <see cref="Return"/>.</summary>
    public static async Task<LlamaModel> RentAsync(
        string path, int gpuLayers, IProgress<float>? progress, CancellationToken cancellationToken)
    {
        var key = (Path.GetFullPath(path), gpuLayers);
        while (true)
        {
            Entry? entry;
            bool isLoader;
            lock (Gate)
            {
                isLoader = !Entries.TryGetValue(key, out entry);
                if (isLoader)
                {
                    Entries.Add(key, entry = new Entry());
                }

                entry!.Users++;
            }

            if (isLoader)
            {
                return await LoadAsync(key, entry, progress, cancellationToken).ConfigureAwait(false);
            }

            try
            {
                var model = await entry.Loaded.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
                if (model is not null)
                {
                    progress?.Report(1);
                    return model;
                }
            }
            catch
            {
                Release(key, entry);
                throw;
            }

            // Whoever was loading was cancelled, or his display failed, which is not this caller's wish: load it for ourselves.
            Release(key, entry);
        }
    }

    /// <summary>Gives a rented model back.</summary>
    public static void Return(string path, int gpuLayers)
    {
        var key = (Path.GetFullPath(path), gpuLayers);
        Entry entry;
        lock (Gate)
        {
            entry = Entries[key];
        }

        Release(key, entry);
    }

    /// <summary>True while somebody has a model of this file, or is loading it.</summary>
    public static bool Contains(string path)
    {
        lock (Gate)
        {
            return Entries.Keys.Any(key => key.Path == Path.GetFullPath(path));
        }
    }

    private static async Task<LlamaModel> LoadAsync(
        (string Path, int GpuLayers) key, Entry entry, IProgress<float>? progress, CancellationToken cancellationToken)
    {
        var display = progress is null ? null : new Display(progress);
        try
        {
            var model = await LlamaModel.LoadAsync(key.Path, key.GpuLayers, display, cancellationToken).ConfigureAwait(false);
            entry.Loaded.SetResult(model);
            return model;
        }
        catch (Exception failure)
        {
            lock (Gate)
            {
                Entries.Remove(key);
            }

            if (failure is OperationCanceledException || display is { HasFailed: true })
            {
                entry.Loaded.SetResult(null);
            }
            else
            {
                entry.Loaded.SetException(failure);

                // Nobody else may be waiting; then the loader's own throw is the only report and this one is seen.
                _ = entry.Loaded.Task.Exception;
            }

            throw;
        }
    }

    private static void Release((string Path, int GpuLayers) key, Entry entry)
    {
        lock (Gate)
        {
            if (--entry.Users > 0)
            {
                return;
            }

            if (Entries.GetValueOrDefault(key) == entry)
            {
                Entries.Remove(key);
            }
        }

        if (entry.Loaded.Task is { IsCompletedSuccessfully: true, Result: { } model })
        {
            model.Dispose();
        }
    }

    /// <summary>What the loader shows progress with; its failure is nobody else's.</summary>
    private sealed class Display(IProgress<float> progress) : IProgress<float>
    {
        public bool HasFailed { get; private set; }

        public void Report(float value)
        {
            HasFailed = true;
            progress.Report(value);
            HasFailed = false;
        }
    }

    private sealed class Entry
    {
        public TaskCompletionSource<LlamaModel?> Loaded { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Users { get; set; }
    }
}
