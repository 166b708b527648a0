using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ModelRouter;

/// <summary>The form in which answers are compared: two that say the same in other words mostly have the same.</summary>
internal static class AnswerForm
{
    private const string Boxed = "\\boxed{";

    // Up to here an answer is compared as a whole: its last line may be a courtesy that follows any answer.
    private const int Short = 200;

    private static readonly char[] Opening = [' ', '!', ',', ':', ';', '"', '\'', '`', '$'];
    private static readonly char[] Closing = [' ', '.', '。', ',', ':', ';', '"', '\'', '`', '$'];

    /// <summary>The form of an answer; empty only for one that says nothing.</summary>
    internal static string Of(string text, PromptTask task)
    {
        text = WithoutFence(text.Trim());
        return Marked(text)
            ?? (task == PromptTask.Math && Numbers(text) is [.., var last] ? Number(last) ?? last : Quantity(text.Length <= Short ? text : LastLine(text)));
    }

    /// <summary>The form of what is nothing but the final answer.</summary>
    internal static string OfFinal(string text)
    {
        text = WithoutFence(text.Trim());
        return Marked(text) ?? Quantity(text);
    }

    /// <summary>The form of what is in a box, or of JSON; <see langword="null"/> if it is neither.</summary>
    private static string? Marked(string text)
    {
        if (LastBoxed(text) is { } boxed)
        {
            return Number(boxed) ?? Plain(boxed);
        }

        if (text.StartsWith('{') || text.StartsWith('['))
        {
            try
            {
                using var json = JsonDocument.Parse(text);
                return Canonical(json.RootElement);
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
            {
                // No JSON, or halves of surrogate pairs in it, escaped or not: it is compared as text.
            }
        }

        return null;
    }

    /// <summary>A number that stands first, or behind "x =", by its value, with the unit or what else follows; else the plain text.</summary>
    private static string Quantity(string text)
    {
        var plain = Plain(text);

        // Of the other letters the request may ask for any.
        var value = plain.AsSpan(plain is ['x', ..] && plain.AsSpan(1).TrimStart() is ['=', ..] ? 1 : 0).TrimStart(" =").ToString();
        if (Number(value) is { } whole)
        {
            return whole;
        }

        return Numbers(value) is [var first] && value.Replace('−', '-').StartsWith(first, StringComparison.Ordinal) && Number(first) is { } number
            ? $"{number} {value[first.Length..].TrimStart()}"
            : plain;
    }

    /// <summary>What is in the last box, which may hold braces itself.</summary>
    private static string? LastBoxed(string text)
    {
        var start = text.LastIndexOf(Boxed, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        start += Boxed.Length;
        var depth = 1;
        for (var i = start; i < text.Length; i++)
        {
            depth += text[i] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
            {
                return text[start..i];
            }
        }

        return null;
    }

    private static string? Number(string text)
    {
        text = text.Trim().Replace('−', '-');
        if (text.Contains(',', StringComparison.Ordinal))
        {
            // "1,2" may be two numbers, or one and a half in other countries.
            var groups = text.Split('.')[0].Split(',');
            if (groups[0].TrimStart('-').Length is < 1 or > 3 || groups.Skip(1).Any(static group => group.Length != 3))
            {
                return null;
            }

            text = string.Concat(groups) + text[string.Join(',', groups).Length..];
        }

        // A code, whose zeros are part of it; "05" is how a number of two places is written.
        if (text.TrimStart('-') is ['0', >= '0' and <= '9', >= '0' and <= '9', ..])
        {
            return null;
        }

        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value.ToString("0.############################", CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>The numbers that stand by themselves, "x2" and "1.2.3" left out, commas and fraction bars between digits included.</summary>
    private static List<string> Numbers(string text)
    {
        var numbers = new List<string>();
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i]) || (i > 0 && (char.IsLetterOrDigit(text[i - 1]) || text[i - 1] is '_' or '.')))
            {
                continue;
            }

            var (start, points) = (i, 0);
            while (i + 1 < text.Length && (char.IsAsciiDigit(text[i + 1]) || (text[i + 1] is '.' or ',' or '/' && i + 2 < text.Length && char.IsAsciiDigit(text[i + 2]))))
            {
                i++;
                points += text[i] == '.' ? 1 : 0;
            }

            if (points <= 1)
            {
                // Between a letter or a digit and the number it is a hyphen or a subtraction.
                var isNegative = start > 0 && text[start - 1] is '-' or '−' && (start == 1 || !char.IsLetterOrDigit(text[start - 2]));
                numbers.Add((isNegative ? "-" : "") + text[start..(i + 1)]);
            }
        }

        return numbers;
    }

    /// <summary>The last line that isn't called out and doesn't ask, as courtesies do; the last one if all are such.</summary>
    private static string LastLine(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.LastOrDefault(static line => line[^1] is not ('!' or '?' or '！' or '？')) ?? lines[^1];
    }

    /// <summary>Lower case, without marks around it and with single spaces.</summary>
    private static string Plain(string text)
    {
        var plain = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        for (var depth = 0; depth < 8; depth++)
        {
            plain = plain.TrimStart(Opening).TrimEnd(Closing);
            plain = IsFactorial(plain) ? plain : plain.TrimEnd('!');
            plain = plain switch
            {
                // Formulas, and emphasis that is opened and closed: "int*" is none.
                ['\\', '(', .. var inner, '\\', ')'] when !inner.Contains("\\)", StringComparison.Ordinal) => inner,
                ['\\', '[', .. var inner, '\\', ']'] when !inner.Contains("\\]", StringComparison.Ordinal) => inner,
                ['*', .. { Length: > 0 } inner, '*'] => inner,
                ['_', .. { Length: > 0 } inner, '_'] => inner,
                ['*', ' ', .. var item] => item,
                ['\\', ..] => plain,
                _ => plain.Trim('(', ')'),
            };
        }

        return (plain.Length > 0 ? plain : text).ToLowerInvariant();
    }

    /// <summary>True for "5!", false for "It's 5!".</summary>
    private static bool IsFactorial(string text)
    {
        var value = text.AsSpan().TrimEnd('!');
        return value.Length > 0 && value.Length < text.Length && char.IsAsciiDigit(value[^1]) && !text.Any(char.IsLetter);
    }

    internal static string WithoutFence(string text)
    {
        if (!text.StartsWith("```", StringComparison.Ordinal) || !text.EndsWith("```", StringComparison.Ordinal) || text.IndexOf('\n', StringComparison.Ordinal) is var line && line < 0)
        {
            return text;
        }

        return text.Length >= line + 4 ? text[(line + 1)..^3].Trim() : text;
    }

    /// <summary>The same text for the same value: properties in order, numbers by their value, nothing between.</summary>
    private static string Canonical(JsonElement value)
    {
        var text = new StringBuilder();
        Write(value);
        return text.ToString();

        void Write(JsonElement element)
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.Object:
                    text.Append('{');
                    foreach (var property in element.EnumerateObject().OrderBy(static p => p.Name, StringComparer.Ordinal))
                    {
                        text.Append('"').Append(JsonEncodedText.Encode(property.Name).Value).Append("\":");
                        Write(property.Value);
                        text.Append(',');
                    }

                    text.Append('}');
                    break;
                case JsonValueKind.Array:
                    text.Append('[');
                    foreach (var item in element.EnumerateArray())
                    {
                        Write(item);
                        text.Append(',');
                    }

                    text.Append(']');
                    break;
                case JsonValueKind.String:
                    text.Append('"').Append(JsonEncodedText.Encode(element.GetString()!.Trim()).Value).Append('"');
                    break;
                case JsonValueKind.Number:
                    text.Append(Number(element.GetRawText()) ?? element.GetRawText());
                    break;
                default:
                    text.Append(element.GetRawText());
                    break;
            }
        }
    }
}
