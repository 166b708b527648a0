using Microsoft.Extensions.AI;

namespace ModelRouter.AgentFramework;

/// <summary>Whose run models are asked in, and what holds for the agents that its tools ask in turn.</summary>
/// <remarks>Safe for concurrent use: tools that run at once share their caller's scope.</remarks>
internal sealed class AgentScope
{
    private static readonly AsyncLocal<AgentScope?> Ambient = new();

    private readonly AgentScope? _outer = Ambient.Value;
    private string? _tenant;
    private string? _user;

    private AgentScope(DataClassScope data) => Data = data;

    /// <summary>The scope that requests are in which begin here.</summary>
    internal static AgentScope? Current => Ambient.Value;

    /// <summary>What is known of the data that is read here.</summary>
    internal DataClassScope Data { get; }

    /// <summary>The scope of a part of the current one's work.</summary>
    /// <param name="around">Whom what is read here is told, and whose class holds here.</param>
    internal static AgentScope Inside(DataClassScope? around) => new(new(DataClass.Public, around));

    /// <summary>Makes both the current ones of this flow, until the result is disposed.</summary>
    internal static Entered Enter(AgentScope? scope, DataClassScope? data) => new(scope, data);

    /// <summary>Takes over what a request declares: whatever is asked from here on must know it.</summary>
    /// <exception cref="ArgumentException">A declaration can't be read.</exception>
    internal void Declare(ChatOptions? options)
    {
        var declared = DeclaredAttribution.Read(options);
        (_tenant, _user) = (declared.Tenant ?? _tenant, declared.User ?? _user);
        Data.Hold(DeclaredDataClass.Read(options));
    }

    /// <summary>Says on a request what is known of its caller, and of those that called it.</summary>
    internal void Mark(ChatOptions options)
    {
        // What this request declares, its tools must know before it ends.
        Declare(options);
        var properties = options.AdditionalProperties ??= [];

        // The tool that asks, where a tool does.
        Marks.TryAdd(properties, DeclaredAttribution.Function, FunctionInvokingChatClient.CurrentContext?.Function.Name);
        for (var scope = this; scope is not null; scope = scope._outer)
        {
            Marks.TryAdd(properties, DeclaredAttribution.Tenant, scope._tenant);
            Marks.TryAdd(properties, DeclaredAttribution.User, scope._user);
        }

        // What one model has read, the next must not be told to be harmless.
        Marks.Raise(properties, Data.Known);
    }

    /// <summary>A request of this scope held data of a class; what comes of it goes to those that called it.</summary>
    internal void Saw(DataClass seen) => Data.Saw(seen);

    /// <summary>Ends the stay in a scope.</summary>
    internal readonly struct Entered : IDisposable
    {
        private readonly AgentScope? _before = Ambient.Value;
        private readonly DataClassScope? _dataBefore = DataClassScope.Current;

        internal Entered(AgentScope? scope, DataClassScope? data) => (Ambient.Value, DataClassScope.Current) = (scope, data);

        public void Dispose() => (Ambient.Value, DataClassScope.Current) = (_before, _dataBefore);
    }
}
