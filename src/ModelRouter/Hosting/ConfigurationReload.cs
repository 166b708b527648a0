using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace ModelRouter;

/// <summary>Brings a router up to date when its configuration changes. One that can't be used changes nothing, and is told.</summary>
/// <remarks>Changes aren't gathered: whoever writes in pieces is read in between, which at worst is one more configuration that can't be used,
/// and files wait for their writer by themselves (<c>ReloadDelay</c>). Safe for concurrent use.</remarks>
internal sealed class ConfigurationReload : IDisposable
{
    private readonly LiveConfiguration _live;
    private readonly IOptionsFactory<ModelRouterOptions> _options;
    private readonly ProviderCatalog _catalog;
    private readonly ModelRouterChatClient _router;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly IConfigurationSection _start;
    private readonly IDisposable _watch;
    private KeyValuePair<string, string?>[] _seen;
    private bool _isDisposed;
    private ReloadFailure? _failure;

    /// <summary>Begins to watch.</summary>
    /// <param name="live">The configuration, with the copy that the router was made from.</param>
    /// <param name="options">Makes options anew, what code changes of them included.</param>
    /// <param name="catalog">The providers.</param>
    /// <param name="router">The router, made from that copy.</param>
    internal ConfigurationReload(
        LiveConfiguration live, IOptionsFactory<ModelRouterOptions> options, ProviderCatalog catalog, ModelRouterChatClient router)
    {
        (_live, _options, _catalog, _router) = (live, options, catalog, router);
        (_logger, _time) = (new QuietLogger(router.State.Services.Logger), router.State.Services.Time);
        _start = live.Current;
        _seen = Entries(_start);
        _watch = ChangeToken.OnChange(live.Token, Refresh);

        // It may have changed before somebody watched.
        Refresh();
    }

    /// <summary>That the latest configuration can't be used; <see langword="null"/> if it is in effect.</summary>
    internal ReloadFailure? Failure => Volatile.Read(ref _failure);

    /// <summary>Looks whether the configuration has changed since it was last read, and if so tries it. Never throws.</summary>
    /// <remarks>Also called where somebody asks for the router's health: a file that is no JSON any more empties the configuration without
    /// signalling a change, unless the application has set <c>OnLoadException</c>.</remarks>
    internal void Refresh()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            var before = _live.Current;
            var failure = default(ReloadFailure);
            try
            {
                var read = Read();
                if (read.SequenceEqual(_seen))
                {
                    return;
                }

                _seen = read;
                Apply(read);
            }
            catch (Exception exception)
            {
                // Whatever is wrong with it, the router goes on with what it had.
                _live.Current = before;
                failure = new(_failure?.Since ?? _time.GetUtcNow(), exception.Message);
            }

            Volatile.Write(ref _failure, failure);
            Tell(failure);
        }
    }

    public void Dispose()
    {
        _watch.Dispose();
        lock (_lock)
        {
            _isDisposed = true;
        }
    }

    private KeyValuePair<string, string?>[] Read()
    {
        try
        {
            return _live.Read();
        }
        catch (ModelRouterConfigurationException) when (_seen.Length > 0)
        {
            // The section is gone; told once.
            _seen = [];
            throw;
        }
        catch (ModelRouterConfigurationException)
        {
            return _seen;
        }
    }

    private void Tell(ReloadFailure? failure)
    {
        QuietLogger.Tell(() => RouterMetrics.Reloaded(isApplied: failure is null));
        if (failure is null)
        {
            Log.Reloaded(_logger, _router.State.Policy.Rules.Count);
        }
        else
        {
            Log.ReloadRejected(_logger, failure.Since, failure.Error);
        }
    }

    private void Apply(KeyValuePair<string, string?>[] entries)
    {
        var section = LiveConfiguration.SectionOf(entries);

        // The options are read from here, and so are the models that they are validated with.
        _live.Current = section;
        RestartKeys.ThrowIfChanged(_start, section);
        var options = _options.Create(Options.DefaultName);
        var models = ModelReader.ReadAll(section, _catalog).ToDictionary(static m => m.Profile.Id, StringComparer.OrdinalIgnoreCase);
        _router.Apply(options, endpoint => models.TryGetValue(endpoint.Profile.Id, out var model) ? model.ProfileWith(endpoint.Client) : endpoint.Profile);
    }

    private static KeyValuePair<string, string?>[] Entries(IConfigurationSection section) =>
        [.. section.AsEnumerable().OrderBy(static entry => entry.Key, StringComparer.OrdinalIgnoreCase)];
}
