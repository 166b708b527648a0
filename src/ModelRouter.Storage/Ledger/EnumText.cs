using System.Collections.Concurrent;
using System.Text.Json;

namespace ModelRouter.Storage;

/// <summary>Enumeration values as the ledger stores them: <c>creative_writing</c>. Names last, where numbers would change their meaning.</summary>
internal static class EnumText
{
    /// <exception cref="ArgumentOutOfRangeException">The value has no name, so that nobody could read it back.</exception>
    internal static string Of<T>(T value)
        where T : struct, Enum =>
        Names<T>.ByValue.TryGetValue(value, out var name) ? name : throw new ArgumentOutOfRangeException(nameof(value), value, $"There is no such {typeof(T).Name}.");

    /// <exception cref="UnknownNameException">This version of the product knows no such name.</exception>
    internal static T Parse<T>(string name)
        where T : struct, Enum =>
        TryParse<T>(name, out var value) ? value : throw new UnknownNameException(name, typeof(T));

    internal static bool TryParse<T>(string name, out T value)
        where T : struct, Enum => Names<T>.ByName.TryGetValue(name, out value);

    /// <summary>The single values of a set, with commas.</summary>
    internal static string OfFlags<T>(T set)
        where T : struct, Enum => Names<T>.Sets.GetOrAdd(
            set, static set => string.Join(',', Enum.GetValues<T>().Where(flag => Number(flag) != 0 && set.HasFlag(flag)).Select(Of)));

    /// <exception cref="UnknownNameException">This version of the product doesn't know one of them.</exception>
    internal static T ParseFlags<T>(string names)
        where T : struct, Enum => (T)Enum.ToObject(
            typeof(T), names.Split(',', StringSplitOptions.RemoveEmptyEntries).Aggregate(0L, static (set, name) => set | Number(Parse<T>(name))));

    private static long Number<T>(T value)
        where T : struct, Enum => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture);

    private static class Names<T>
        where T : struct, Enum
    {
        internal static readonly ConcurrentDictionary<T, string> Sets = new();

        internal static readonly Dictionary<T, string> ByValue =
            Enum.GetValues<T>().ToDictionary(static value => value, static value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

        internal static readonly Dictionary<string, T> ByName = ByValue.ToDictionary(static pair => pair.Value, static pair => pair.Key, StringComparer.Ordinal);
    }
}
