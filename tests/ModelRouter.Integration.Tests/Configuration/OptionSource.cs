using System.Reflection;

namespace ModelRouter.Integration.Tests.Configuration;

/// <summary>The types that hold what an object of the configuration says.</summary>
/// <param name="Types">A key is a property of the same name of one of these, unless said otherwise.</param>
internal sealed record OptionSource(params Type[] Types)
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;

    /// <summary>Keys whose property has another name.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();

    /// <summary>Keys whose default stands elsewhere: a static member, as <c>Namespace.Type.Member</c>.</summary>
    public IReadOnlyDictionary<string, string> Defaults { get; init; } = new Dictionary<string, string>();

    /// <summary>Keys of which the schema knows more than a property of the same name, and properties that a key sets beside its own.</summary>
    public IReadOnlyList<string> Apart { get; init; } = [];

    /// <summary>Keys of which the schema's words are the better ones.</summary>
    public IReadOnlyList<string> Told { get; init; } = [];

    /// <summary>What a key sets; <see langword="null"/> where only its reader knows.</summary>
    internal PropertyInfo? Property(string key) => Apart.Contains(key)
        ? null
        : Types.Select(type => type.GetProperty(Names.GetValueOrDefault(key, key), All)).FirstOrDefault(static found => found is not null);

    /// <summary>What holds where a key isn't there; <see langword="null"/> for nothing.</summary>
    internal object? Default(string key)
    {
        if (Defaults.TryGetValue(key, out var path))
        {
            return Static(path);
        }

        // What code has to say has no default; whether configuration has to, the schema says.
        return Property(key) is { } property && !property.CustomAttributes.Any(static a => a.AttributeType.Name == "RequiredMemberAttribute") ? property.GetValue(Make(Types.First(type => property.DeclaringType!.IsAssignableFrom(type)))) : null;
    }

    /// <summary>The value of a static field, constant or property of ours.</summary>
    internal static object? Static(string path)
    {
        var (name, member) = (path[..path.LastIndexOf('.')], path[(path.LastIndexOf('.') + 1)..]);
        var type = ConfigurationSources.Assemblies.Select(assembly => assembly.GetType(name)).FirstOrDefault(static found => found is not null);
        return type?.GetMember(member, All).SingleOrDefault() switch
        {
            FieldInfo field => field.GetValue(null),
            PropertyInfo property => property.GetValue(null),
            _ => throw new InvalidOperationException($"There is no '{path}' any more."),
        };
    }

    private static object Make(Type type) => type.GetConstructor(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance, []) is { } empty
        ? empty.Invoke([])
        : throw new InvalidOperationException($"{type} can't be made for its defaults; name the keys in {nameof(Apart)} or {nameof(Defaults)}.");
}
