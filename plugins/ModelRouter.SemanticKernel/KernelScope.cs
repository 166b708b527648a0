using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace ModelRouter.SemanticKernel;

/// <summary>From which kernel function models are asked, and what holds for the functions that are called in turn.</summary>
/// <remarks>Safe for concurrent use: the branches of a function share its scope.</remarks>
internal sealed class KernelScope
{
    private static readonly AsyncLocal<KernelScope?> Ambient = new();

    private readonly KernelScope? _outer;
    private readonly RoutingRun? _run;
    private readonly string? _function;
    private readonly string? _plugin;
    private readonly string? _agent;
    private int _dataClass;
    private string? _tenant;
    private string? _user;

    private KernelScope(string? function, string? plugin, string? agent, KernelRunOptions? runs)
    {
        _outer = Ambient.Value;
        (_function, _plugin, _agent) = (function, plugin, agent ?? _outer?._agent);
        (_dataClass, _tenant, _user) = (_outer?._dataClass ?? 0, _outer?._tenant, _outer?._user);
        _run = _outer is null && runs is not null && RoutingRun.Current is null ? runs.Create() : null;
    }

    /// <summary>The scope that requests are in which begin here.</summary>
    internal static KernelScope? Current => Ambient.Value;

    /// <summary>A scope inside the current one.</summary>
    internal static KernelScope Open(string? function, string? plugin, string? agent, KernelRunOptions? runs) => new(function, plugin, agent, runs);

    /// <summary>Makes it the current one of this flow, until the result is disposed.</summary>
    internal Entered Enter() => new(this);

    /// <summary>The caller's options with the marks of this scope; a copy.</summary>
    internal ChatOptions Mark(ChatOptions? options)
    {
        var declared = DeclaredAttribution.Read(options);
        (_tenant, _user) = (_tenant ?? declared.Tenant, _user ?? declared.User);
        var marked = options?.Clone() ?? new();
        var properties = marked.AdditionalProperties ??= [];

        // A function that is a plain tool of a chat client passes no filter, so that its scope is its caller's.
        var called = _function is null ? FunctionInvokingChatClient.CurrentContext?.Function as KernelFunction : null;
        TryAdd(properties, DeclaredAttribution.Function, _function ?? called?.Name);
        TryAdd(properties, DeclaredAttribution.Plugin, _plugin ?? called?.PluginName);
        TryAdd(properties, DeclaredAttribution.Agent, _agent);
        TryAdd(properties, DeclaredAttribution.Tenant, _tenant);
        TryAdd(properties, DeclaredAttribution.User, _user);

        // What one model has read, the next must not be told to be harmless.
        if (Volatile.Read(ref _dataClass) is var known && known > (int)DeclaredDataClass.Read(options))
        {
            properties[DeclaredDataClass.Key] = (DataClass)known;
        }

        return marked;
    }

    /// <summary>A request of this scope held data of a class.</summary>
    internal void Saw(RoutingReceipt? receipt)
    {
        var seen = (int)(receipt?.Decision.Profile.DataClass ?? DataClass.Public);
        for (var known = Volatile.Read(ref _dataClass); seen > known;)
        {
            var before = Interlocked.CompareExchange(ref _dataClass, seen, known);
            if (before == known)
            {
                _outer?.Saw(receipt);
                return;
            }

            known = before;
        }
    }

    private static void TryAdd(AdditionalPropertiesDictionary properties, string key, string? value)
    {
        if (value is not null && (!properties.TryGetValue(key, out var known) || known is null))
        {
            properties[key] = value;
        }
    }

    /// <summary>Ends the stay in a scope.</summary>
    internal readonly struct Entered : IDisposable
    {
        private readonly KernelScope? _before;
        private readonly IDisposable? _run;

        internal Entered(KernelScope scope)
        {
            _before = Ambient.Value;
            _run = scope._run?.Begin();
            Ambient.Value = scope;
        }

        public void Dispose()
        {
            Ambient.Value = _before;
            _run?.Dispose();
        }
    }
}
