using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Extensions.Configuration;

namespace ModelRouter.Cli;

/// <summary>Where in a JSON file each configuration path stands, and what is wrong with the file as JSON.</summary>
internal sealed class JsonPlaces
{
    private static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    private readonly Dictionary<string, FilePlace> _places = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<FileProblem> _problems = [];
    private readonly byte[] _text;

    private JsonPlaces(byte[] text) => _text = text;

    /// <summary>Syntax errors and keys that stand twice.</summary>
    public IReadOnlyList<FileProblem> Problems => _problems;

    /// <summary>Every path in the file.</summary>
    public IReadOnlyCollection<string> Paths => _places.Keys;

    /// <summary>UTF-16 that says so by its first character is text for whoever reads configuration, and so here.</summary>
    public static byte[] ToUtf8(byte[] bytes) =>
        ((Encoding[])[Encoding.Unicode, Encoding.BigEndianUnicode]).FirstOrDefault(encoding => bytes.AsSpan().StartsWith(encoding.Preamble)) is { } utf16
            ? Encoding.UTF8.GetBytes(utf16.GetString(bytes.AsSpan(utf16.Preamble.Length)))
            : bytes;

    /// <summary>Reads the places, up to the first syntax error.</summary>
    public static JsonPlaces Read(byte[] utf8)
    {
        var places = new JsonPlaces(utf8.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8);
        if (places.FirstInvalid() is >= 0 and var invalid)
        {
            // Configuration would read another text than the one that stands here.
            places._problems.Add(new(places.PlaceOf(invalid), "", "This is no UTF-8 text."));
            return places;
        }

        if (places._text.AsSpan().Trim(" \t\r\n"u8).IsEmpty)
        {
            places._problems.Add(new(new(1, 1), "", "The file is empty. A configuration is an object: { \"ModelRouter\": { ... } }."));
            return places;
        }

        try
        {
            places.Read();
        }
        catch (JsonException wrong)
        {
            var line = (int)(wrong.LineNumber ?? 0);
            var start = places.LineStart(line);
            var column = places.Column(start, (int)Math.Min(start + (wrong.BytePositionInLine ?? 0), places._text.Length));
            var technical = wrong.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            places._problems.Add(new(new(line + 1, column), "", technical < 0 ? wrong.Message : wrong.Message[..technical]));
        }

        return places;
    }

    /// <summary>Where a path stands; of one that isn't there, where its nearest parent does.</summary>
    public FilePlace Find(string path)
    {
        for (var at = path; at.Length > 0; at = ConfigurationPath.GetParentPath(at) ?? "")
        {
            if (_places.TryGetValue(at, out var place))
            {
                return place;
            }
        }

        return new(1, 1);
    }

    private void Read()
    {
        var reader = new Utf8JsonReader(_text, Options);
        var path = new Stack<(string Path, int Index)>();
        var key = "";
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                key = Combine(path.Peek().Path, TextOf(ref reader));
                Add(key, reader.TokenStartIndex, isKey: true);
                continue;
            }

            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                path.Pop();
                continue;
            }

            if (reader.TokenType == JsonTokenType.String)
            {
                TextOf(ref reader);
            }

            if (path.TryPop(out var parent) && parent.Index >= 0)
            {
                // An item of a list has no key of its own.
                key = Combine(parent.Path, $"{parent.Index}");
                Add(key, reader.TokenStartIndex, isKey: false);
                path.Push((parent.Path, parent.Index + 1));
            }
            else if (parent.Path is not null)
            {
                path.Push(parent);
            }

            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                path.Push((key, reader.TokenType == JsonTokenType.StartArray ? 0 : -1));
            }
            else if (path.Count == 0)
            {
                _problems.Add(new(PlaceOf(reader.TokenStartIndex), "", "A JSON object is expected here."));
            }
        }
    }

    private string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            _problems.Add(new(PlaceOf(reader.TokenStartIndex), "", "The text holds half of a pair of UTF-16 escapes."));
            return "";
        }
    }

    private int FirstInvalid()
    {
        if (Utf8.IsValid(_text))
        {
            return -1;
        }

        var at = 0;
        while (Rune.DecodeFromUtf8(_text.AsSpan(at), out _, out var length) == OperationStatus.Done)
        {
            at += length;
        }

        return at;
    }

    private void Add(string path, long start, bool isKey)
    {
        var place = PlaceOf(start);
        if (!_places.TryAdd(path, place) && isKey)
        {
            _problems.Add(new(place, path, $"The key stands here a second time; the first is in line {_places[path].Line}."));
        }
    }

    private FilePlace PlaceOf(long index)
    {
        var before = _text.AsSpan(0, (int)index);
        var start = before.LastIndexOf((byte)'\n') + 1;
        return new(before.Count((byte)'\n') + 1, Column(start, (int)index));
    }

    private int LineStart(int line)
    {
        var start = 0;
        for (; line > 0 && _text.AsSpan(start).IndexOf((byte)'\n') is >= 0 and var end; line--)
        {
            start += end + 1;
        }

        return start;
    }

    /// <summary>In characters, from 1.</summary>
    private int Column(int lineStart, int index) => Encoding.UTF8.GetCharCount(_text, lineStart, Math.Max(0, index - lineStart)) + 1;

    private static string Combine(string parent, string key) => parent.Length == 0 ? key : ConfigurationPath.Combine(parent, key);
}
