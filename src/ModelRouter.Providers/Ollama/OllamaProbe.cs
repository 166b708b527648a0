using OllamaSharp;
using OllamaSharp.Models;

namespace ModelRouter.Providers;

/// <summary>Asks Ollama once whether it has the model and what the model can do. Safe for concurrent use.</summary>
internal sealed class OllamaProbe(OllamaApiClient client, string model) : IDisposable
{
    private readonly SemaphoreSlim _asking = new(1, 1);
    private OllamaModelFacts? _facts;

    /// <summary>What is known; asked for until it has been answered once.</summary>
    /// <exception cref="ModelServiceException">Ollama doesn't have the model.</exception>
    public async ValueTask<OllamaModelFacts> GetAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _facts) is { } known)
        {
            return known;
        }

        await _asking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_facts is null)
            {
                var shown = await client.ShowModelAsync(new ShowModelRequest { Model = model }, cancellationToken).ConfigureAwait(false)
                    ?? throw ModelServiceException.Malformed("Ollama described the model with nothing.");
                Volatile.Write(ref _facts, new(shown.Details?.Family, shown.Capabilities));
            }

            return _facts;
        }
        finally
        {
            _asking.Release();
        }
    }

    public void Dispose() => _asking.Dispose();
}
