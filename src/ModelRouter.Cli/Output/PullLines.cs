using ModelRouter.LlamaCpp;

namespace ModelRouter.Cli;

/// <summary>Writes a download's way as lines: its beginning, each tenth, each trouble, and the check.</summary>
internal sealed class PullLines(Terminal terminal, string model) : IProgress<ModelDownloadProgress>
{
    private ModelDownloadPhase? _phase;
    private long _tenth;

    public void Report(ModelDownloadProgress value)
    {
        if (value.Phase == ModelDownloadPhase.Waiting)
        {
            terminal.WriteNote(value.Trouble!);
            return;
        }

        var total = value.TotalBytes is > 0 ? value.TotalBytes : null;
        var tenth = value.Bytes * 10 / (total ?? long.MaxValue);
        if (value.Phase != _phase)
        {
            _phase = value.Phase;
            _tenth = tenth;
            var from = value.Bytes > 0 && value.Phase == ModelDownloadPhase.Downloading ? $", {Sizes.Of(value.Bytes)} of them are here" : "";
            terminal.Error.WriteLine(value.Phase == ModelDownloadPhase.Downloading
                ? $"pulling {model}: {(total is { } t ? Sizes.Of(t) : "size unknown")}{from}"
                : $"checking {model}");
        }
        else if (value.Phase == ModelDownloadPhase.Downloading && tenth > _tenth)
        {
            _tenth = tenth;
            terminal.Error.WriteLine($"pulling {model}: {tenth * 10} %");
        }
    }
}
