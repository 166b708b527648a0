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
    private ConfigurationCopy? _seen;
    private IReadOnlyList<IConfigurationProvider> _lost = [];
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
        _seen = live.Copy;
        _watch = ChangeToken.OnChange(live.Token, Refresh);

        // It may have changed before somebody watched.
        Refresh();
    }

    /// <summary>That the latest configuration can't be used; <see langword="null"/> if it is in effect.</summary>
    internal ReloadFailure? Failure => Volatile.Read(ref _failure);

    /// <summary>Looks whether the configuration has changed since it was last read, and if so tries it. Never throws.</summary>
    /// <remarks>Also called where somebody asks for the router's health: a file that is no JSON any more empties its source without
    /// signalling a change, unless the application has set <c>OnLoadException</c>.</remarks>
    internal void Refresh()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            var before = _live.Copy;
            var failure = default(ReloadFailure);
            try
            {
                if (Read() is not { } read)
                {
                    return;
                }

                var lost = read.LostSince(before);
                var isSeen = _seen?.Entries.SequenceEqual(read.Entries) == true && lost.SequenceEqual(_lost);
                (_seen, _lost) = (read, lost);
                if (isSeen)
                {
                    // Another source may tell the same now, and is missed when it is gone.
                    _live.Copy = _failure is null ? read : before;
                    return;
                }

                Apply(read, before);
            }
            catch (Exception exception)
            {
                // Whatever is wrong with it, the router goes on with what it had.
                _live.Copy = before;
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

    /// <summary>The configuration; <see langword="null"/> if the section is gone, and that was told.</summary>
    private ConfigurationCopy? Read()
    {
        try
        {
            return _live.Read();
        }
        catch (ModelRouterConfigurationException) when (_seen is null)
        {
            return null;
        }
        catch (ModelRouterConfigurationException)
        {
            _seen = null;
            throw;
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

    private void Apply(ConfigurationCopy read, ConfigurationCopy before)
    {
        var section = read.Section;
        if (_lost.Count > 0)
        {
            throw new ModelRouterConfigurationException(
                section.Path,
                $"{string.Join(" and ", _lost)} told something of it and is empty now, as when a file is missing or can't be read. If nothing is meant, restart, or leave an empty section there.");
        }

        // The options are read from here, and so are the models that they are validated with.
        _live.Copy = read;
        RestartKeys.ThrowIfChanged(_start, section);
        var options = _options.Create(Options.DefaultName);
        var models = ModelReader.ReadAll(section, _catalog).ToDictionary(static m => m.Profile.Id, StringComparer.OrdinalIgnoreCase);
        RestartKeys.ThrowIfPolicyIsGone(before.Section, section);
        _router.Apply(options, endpoint => models.TryGetValue(endpoint.Profile.Id, out var model) ? model.ProfileWith(endpoint.Client) : endpoint.Profile);
    }
}
