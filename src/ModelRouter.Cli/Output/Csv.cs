using System.Globalization;

namespace ModelRouter.Cli;

/// <summary>Lines of CSV (RFC 4180).</summary>
internal static class Csv
{
    internal static void WriteLine(TextWriter writer, params IEnumerable<object?> values) =>
        writer.Write(string.Join(',', values.Select(Field)) + "\r\n");

    private static string Field(object? value) => value switch
    {
        null => "",
        string text => Text(text),
        bool truth => truth ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Text(string text)
    {
        // Spreadsheets run what looks like a formula, and names of tenants and tags come from far away (OWASP, CSV injection).
        var safe = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{text}" : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
