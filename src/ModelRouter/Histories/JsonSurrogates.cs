using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace ModelRouter;

/// <summary>Half of a character in JSON: its grammar takes an escape such as <c>\ud83d</c> alone, which no text can hold, so that whoever reads or writes
/// it fails.</summary>
internal static class JsonSurrogates
{
    private const int EscapeLength = 6;

    /// <summary>Puts U+FFFD in the place of each half, as texts are sent that have one. False if there is none.</summary>
    internal static bool TryMend(JsonElement json, out JsonElement mended)
    {
        mended = json;
        if (json.ValueKind is not (JsonValueKind.String or JsonValueKind.Object or JsonValueKind.Array))
        {
            return false;
        }

        var text = JsonMarshal.GetRawUtf8Value(json);
        if (NextHalf(text, 0) is not (>= 0 and var half))
        {
            return false;
        }

        var bytes = text.ToArray();
        for (; half >= 0; half = NextHalf(bytes, half + EscapeLength))
        {
            "\\ufffd"u8.CopyTo(bytes.AsSpan(half));
        }

        mended = JsonElement.Parse(bytes);
        return true;
    }

    /// <summary>Where the first half stands from a place on that is in no escape; -1 if there is none.</summary>
    private static int NextHalf(ReadOnlySpan<byte> json, int from)
    {
        for (var at = from; at < json.Length;)
        {
            var next = json[at..].IndexOf((byte)'\\');
            if (next < 0)
            {
                return -1;
            }

            at += next;
            if (UnitAt(json, at) is not { } unit)
            {
                at += 2;
            }
            else if (!char.IsSurrogate(unit))
            {
                at += EscapeLength;
            }
            else if (char.IsHighSurrogate(unit) && UnitAt(json, at + EscapeLength) is { } low && char.IsLowSurrogate(low))
            {
                at += 2 * EscapeLength;
            }
            else
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>The unit of UTF-16 that is escaped at a place, if there is such an escape.</summary>
    private static char? UnitAt(ReadOnlySpan<byte> json, int at) =>
        json.Length - at >= EscapeLength && json[at..].StartsWith("\\u"u8)
        && ushort.TryParse(json.Slice(at + 2, EscapeLength - 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;
}
