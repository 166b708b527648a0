using System.Text.Json;

namespace ModelRouter.Cli.Tests;

/// <summary>Reads JSON output.</summary>
internal static class Json
{
    /// <summary>An object's member names in their order.</summary>
    public static string Members(JsonElement element) => string.Join(' ', element.EnumerateObject().Select(p => p.Name));
}
