using System.Text;
using System.Text.Json;

namespace ModelRouter.Storage;

/// <summary>An answer's checks as ledgers keep them: an object of names and outcomes, in their order; without the reasons.</summary>
internal static class ChecksJson
{
    internal static void Write(Utf8JsonWriter json, IReadOnlyList<AnswerCheck> checks)
    {
        json.WriteStartObject();
        foreach (var check in checks)
        {
            json.WriteString(check.Name, EnumText.Of(check.Outcome));
        }

        json.WriteEndObject();
    }

    /// <summary><see langword="null"/> if there were none.</summary>
    internal static string? Of(IReadOnlyList<AnswerCheck> checks)
    {
        if (checks.Count == 0)
        {
            return null;
        }

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, SpendEntryJson.LineOptions))
        {
            Write(json, checks);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <exception cref="FormatException">An outcome is none.</exception>
    /// <exception cref="InvalidOperationException">It is no object of texts.</exception>
    internal static AnswerCheck[] Read(JsonElement json) =>
        [.. json.EnumerateObject().Select(static check => new AnswerCheck(check.Name, EnumText.Parse<AnswerCheckOutcome>(check.Value.GetString()!), Reason: null))];

    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <inheritdoc cref="Read(JsonElement)"/>
    internal static AnswerCheck[] Read(string text)
    {
        using var json = JsonDocument.Parse(text);
        return Read(json.RootElement);
    }
}
