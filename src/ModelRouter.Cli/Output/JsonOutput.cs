using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ModelRouter.Cli;

/// <summary>Writes one JSON object to the output, Korean and other scripts readable.</summary>
internal static class JsonOutput
{
    internal static void Write(Terminal terminal, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        var options = new JsonWriterOptions { Indented = terminal.IsOutTerminal, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        terminal.Out.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }
}
