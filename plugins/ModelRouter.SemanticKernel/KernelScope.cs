using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace ModelRouter.SemanticKernel;

/// <summary>From which kernel function models are asked, and what holds for the functions that are called in turn.</summary>
/// <remarks>Safe for concurrent use: the branches of a function share its scope.</remarks>
internal sealed class KernelScope
{
    private static readonly AsyncLocal<KernelScope?> Ambient = new();

    private readonly DataClassScope _data;
    private readonly RoutingRun? _run;
    private readonly string? _function;
    private readonly string? _plugin;
    private readonly string? _agent;
    private readonly string? _tenant;
    private readonly string? _user;

    private KernelScope(string? function, string? plugin, string? agent, DeclaredScope declared, KernelRunOptions? runs)
    {
        var outer = Ambient.Value;
        (_function, _plugin, _agent) = (function, plugin, agent ?? outer?._agent);
        (_tenant, _user) = (declared.Tenant ?? outer?._tenant, declared.User ?? outer?._user);
        _data = new(declared.DataClass, DataClassScope.Current);
        _run = outer is null && runs is not null && RoutingRun.Current is null ? runs.Create() : null;
    }

    /// <summary>The scope that requests are in which begin here.</summary>
    internal static KernelScope? Current => Ambient.Value;

    /// <summary>A function's scope, inside the current one.</summary>
    internal static KernelScope Open(string? function, string? plugin, string? agent, DeclaredScope declared, KernelRunOptions? runs) =>
        new(function, plugin, agent, declared, runs);

    /// <summary>The scope of a tool loop, inside the current one and of the same function.</summary>
    internal static KernelScope OfLoop(DeclaredScope declared, KernelRunOptions? runs) => new(Current?._function, Current?._plugin, null, declared, runs);

    /// <summary>Makes it the current one of this flow, until the result is disposed.</summary>
    internal Entered Enter() => new(this);

    /// <summary>The caller's options with the marks of this scope; a copy.</summary>
    internal ChatOptions Mark(ChatOptions? options)
    {
        var marked = options?.Clone() ?? new();
        var properties = marked.AdditionalProperties ??= [];

        // A function that is a plain tool of a chat client passes no filter, so that its scope is its caller's.
        var called = _function is null ? FunctionInvokingChatClient.CurrentContext?.Function as KernelFunction : null;
        TryAdd(properties, DeclaredAttribution.Function, _function ?? called?.Name);
        TryAdd(properties, DeclaredAttribution.Plugin, _plugin ?? called?.PluginName);
        TryAdd(properties, DeclaredAttribution.Agent, _agent);
        TryAdd(properties, DeclaredAttribution.Tenant, _tenant);
        TryAdd(properties, DeclaredAttribution.User, _user);
        return marked;
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
        private readonly KernelScope? _before = Ambient.Value;
        private readonly DataClassScope? _dataBefore = DataClassScope.Current;
        private readonly IDisposable? _run;

        internal Entered(KernelScope scope)
        {
            _run = scope._run?.Begin();
            (Ambient.Value, DataClassScope.Current) = (scope, scope._data);
        }

        public void Dispose()
        {
            (Ambient.Value, DataClassScope.Current) = (_before, _dataBefore);
            _run?.Dispose();
        }
    }
}
