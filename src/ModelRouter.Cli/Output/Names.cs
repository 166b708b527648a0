using System.Text.Json;

namespace ModelRouter.Cli;

/// <summary>Enumeration values as people and JSON readers meet them.</summary>
internal static class Names
{
    /// <summary><c>self-hosted</c>.</summary>
    internal static string Kebab<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary><c>creative_writing</c>.</summary>
    internal static string Snake<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary><c>creative writing</c>.</summary>
    internal static string Words<T>(T value)
        where T : struct, Enum => Snake(value).Replace('_', ' ');

    /// <summary>The single capabilities of a set.</summary>
    internal static IEnumerable<string> Of(ModelCapabilities capabilities) =>
        Enum.GetValues<ModelCapabilities>().Where(c => c != ModelCapabilities.None && capabilities.HasFlag(c)).Select(Snake);
}
