using System.Globalization;
using System.Text.Json;
using ModelRouter.LlamaCpp;
using Spectre.Console;

namespace ModelRouter.Cli;

/// <summary>The catalog for people and programs.</summary>
internal static class CatalogTable
{
    /// <summary>The context for which memory is estimated: enough for a long thought, and no more than small machines have room for.</summary>
    private const int Context = 8_192;

    internal static void Write(Terminal terminal, string folder)
    {
        var table = Tables.Create("Models to pull", "id", "download", "memory at 8k", "context", "licence", "checksum", "here");
        table.Border = TableBorder.Simple;
        foreach (var column in table.Columns)
        {
            column.Padding = new Padding(0, 0, 1, 0);
        }

        foreach (var entry in ModelCatalog.Entries)
        {
            table.AddRow([.. ((string[])
            [
                entry.Id,
                Sizes.Of(entry.Bytes),
                Sizes.Of(entry.EstimateMemory(Context)),
                entry.ContextTokens.ToString("N0", CultureInfo.InvariantCulture),
                entry.License,
                entry.Sha256 is null ? "registry's" : "pinned",
                IsHere(entry, folder) ? "yes" : "",
            ]).Select(Markup.Escape)]);
        }

        Tables.Write(terminal, table);
    }

    internal static void WriteJson(Utf8JsonWriter json, string folder)
    {
        json.WriteStartArray("models");
        foreach (var entry in ModelCatalog.Entries)
        {
            json.WriteStartObject();
            json.WriteString("id", entry.Id);
            json.WriteString("name", entry.Name);
            json.WriteString("repository", entry.Repository);
            json.WriteString("file", entry.FileName);
            json.WriteNumber("bytes", entry.Bytes);
            json.WriteString("sha256", entry.Sha256);
            json.WriteString("license", entry.License);
            json.WriteNumber("context", entry.ContextTokens);
            json.WriteNumber("memory_bytes_8k", entry.EstimateMemory(Context));
            json.WriteBoolean("here", IsHere(entry, folder));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The list for those who gave no id, or none that is known.</summary>
    internal static string Names() => string.Join(
        Environment.NewLine, ModelCatalog.Entries.Select(e => $"  {e.Id,-22}{Sizes.Of(e.Bytes),8}  {e.License}"));

    private static bool IsHere(ModelCatalogEntry entry, string folder) => File.Exists(Path.Combine(folder, entry.FileName));
}
