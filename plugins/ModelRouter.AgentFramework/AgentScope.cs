using Microsoft.Extensions.AI;

namespace ModelRouter.AgentFramework;

/// <summary>Whose run models are asked in, and what holds for the agents that its tools ask in turn.</summary>
/// <remarks>Safe for concurrent use: tools that run at once share their caller's scope.</remarks>
internal sealed class AgentScope
{
    private static readonly AsyncLocal<AgentScope?> Ambient = new();

    private readonly AgentScope? _outer = Ambient.Value;
    private int _dataClass;
    private string? _tenant;
    private string? _user;

    /// <summary>The scope that requests are in which begin here.</summary>
    internal static AgentScope? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>Says on a request what is known of its caller, and of those that called it.</summary>
    internal void Mark(ChatOptions options)
    {
        var declared = DeclaredAttribution.Read(options);
        (_tenant, _user) = (declared.Tenant ?? _tenant, declared.User ?? _user);
        var properties = options.AdditionalProperties ??= [];

        // The tool that asks, where a tool does.
        Marks.TryAdd(properties, DeclaredAttribution.Function, FunctionInvokingChatClient.CurrentContext?.Function.Name);
        for (var scope = this; scope is not null; scope = scope._outer)
        {
            Marks.TryAdd(properties, DeclaredAttribution.Tenant, scope._tenant);
            Marks.TryAdd(properties, DeclaredAttribution.User, scope._user);

            // What one model has read, the next must not be told to be harmless.
            Marks.Raise(properties, (DataClass)Volatile.Read(ref scope._dataClass));
        }
    }

    /// <summary>A request of this scope held data of a class; what comes of it goes to those that called it.</summary>
    internal void Saw(DataClass seen)
    {
        for (var scope = this; scope is not null; scope = scope._outer)
        {
            for (var known = Volatile.Read(ref scope._dataClass); (int)seen > known;)
            {
                var before = Interlocked.CompareExchange(ref scope._dataClass, (int)seen, known);
                known = before == known ? (int)seen : before;
            }
        }
    }
}
