using System.Text;
using System.Text.Json;

namespace ModelRouter.Providers;

/// <summary>Tells whether a piece of a tool call goes on with the call that its index leads to, or begins another: some services give
/// all calls one index, or none, and no ids.</summary>
internal static class ToolCallStart
{
    /// <summary>True for a piece with another id, or one that names a function where the last call is whole.</summary>
    public static bool IsAnother(string? id, string? name, string? arguments, string? lastId, string? lastName, StringBuilder lastArguments)
    {
        if (id is not null)
        {
            return lastId is not null && !string.Equals(id, lastId, StringComparison.Ordinal);
        }

        if (string.IsNullOrEmpty(name) || lastName is null)
        {
            return false;
        }

        // Some services repeat the name with every piece, the last of which may hold nothing.
        return string.Equals(name, lastName, StringComparison.Ordinal)
            ? !string.IsNullOrEmpty(arguments) && IsWhole(lastArguments)
            : lastArguments.Length == 0 || IsWhole(lastArguments);
    }

    private static bool IsWhole(StringBuilder arguments)
    {
        try
        {
            using var json = JsonDocument.Parse(arguments.ToString());
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
