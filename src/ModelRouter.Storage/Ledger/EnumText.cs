using System.Collections.Concurrent;
using System.Text.Json;

namespace ModelRouter.Storage;

/// <summary>Enumeration values as the ledger stores them: <c>creative_writing</c>. Names last, where numbers would change their meaning.</summary>
internal static class EnumText
{
    private static readonly ConcurrentDictionary<ModelCapabilities, string> Sets = new();

    internal static string Of<T>(T value)
        where T : struct, Enum => Names<T>.ByValue.TryGetValue(value, out var name) ? name : value.ToString();

    /// <exception cref="FormatException">There is no such name.</exception>
    internal static T Parse<T>(string name)
        where T : struct, Enum =>
        Names<T>.ByName.TryGetValue(name, out var value) ? value : throw new FormatException($"'{name}' is no {typeof(T).Name}.");

    /// <summary>The single capabilities of a set, with commas.</summary>
    internal static string OfFlags(ModelCapabilities set) => Sets.GetOrAdd(set, static set =>
        string.Join(',', Enum.GetValues<ModelCapabilities>().Where(c => c != ModelCapabilities.None && set.HasFlag(c)).Select(Of)));

    /// <exception cref="FormatException">One of them doesn't exist.</exception>
    internal static ModelCapabilities ParseFlags(string names) => names
        .Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate(ModelCapabilities.None, static (set, name) => set | Parse<ModelCapabilities>(name));

    private static class Names<T>
        where T : struct, Enum
    {
        internal static readonly Dictionary<T, string> ByValue =
            Enum.GetValues<T>().ToDictionary(static value => value, static value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

        internal static readonly Dictionary<string, T> ByName = ByValue.ToDictionary(static pair => pair.Value, static pair => pair.Key, StringComparer.Ordinal);
    }
}
