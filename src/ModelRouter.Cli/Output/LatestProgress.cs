using ModelRouter.LlamaCpp;

namespace ModelRouter.Cli;

/// <summary>Keeps the last report of a download, which reports far more often than anything is drawn.</summary>
internal sealed class LatestProgress : IProgress<ModelDownloadProgress>
{
    private readonly Lock _gate = new();
    private ModelDownloadProgress? _value;

    public ModelDownloadProgress? Value
    {
        get
        {
            lock (_gate)
            {
                return _value;
            }
        }
    }

    public void Report(ModelDownloadProgress value)
    {
        lock (_gate)
        {
            _value = value;
        }
    }
}
