using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace ModelRouter;

/// <summary>A function's result or argument as text, and step by step as what JSON in it means: escapes glue words and hide letters that models read all the same.</summary>
/// <remarks>Dispose it; its buffer is lent. JSON is written into that at once, and a text only where it has escapes.</remarks>
[StructLayout(LayoutKind.Auto)]
internal ref struct ValueText
{
    private const string Assigns = ": ";
    private const string Quote = "\"";

    private char[]? _rented;
    private ReadOnlySpan<char> _text;
    private int _start;
    private int _end;

    /// <summary>The value.</summary>
    internal readonly ReadOnlySpan<char> Value => _text[_start.._end];

    /// <summary>The value behind its name, as JSON has it; without a name the value alone.</summary>
    internal readonly ReadOnlySpan<char> Named => _text;

    /// <summary>A result.</summary>
    internal static ValueText Of(object? result)
    {
        ValueText text = default;
        if (result is JsonElement json)
        {
            text.Write("", json);
        }
        else
        {
            text._text = ContentText.Of(result);
            text._end = text._text.Length;
        }

        return text;
    }

    /// <summary>An argument.</summary>
    internal static ValueText Of(string name, object? argument)
    {
        ValueText text = default;
        if (argument is JsonElement json)
        {
            text.Write(name, json);
        }
        else
        {
            text.Write(name, ContentText.Of(argument), argument is string ? Quote : "");
        }

        return text;
    }

    /// <summary>Puts what they mean in place of the value's escapes; false if it has none.</summary>
    internal bool Unescape()
    {
        if (!Value.Contains('\\'))
        {
            return false;
        }

        if (_rented is null)
        {
            _rented = ArrayPool<char>.Shared.Rent(_text.Length);
            _text.CopyTo(_rented);
        }

        // The quote behind a value moves with it.
        var whole = _rented.AsSpan(0, _text.Length);
        var length = JsonEscapes.Undo(whole[_start.._end]);
        var isOther = _start + length < _end;
        whole[_end..].CopyTo(whole[(_start + length)..]);
        _text = whole[..^(_end - _start - length)];
        _end = _start + length;
        return isOther;
    }

    internal readonly void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<char>.Shared.Return(_rented);
        }
    }

    private void Write(string name, JsonElement json)
    {
        var utf8 = JsonMarshal.GetRawUtf8Value(json);
        Begin(name, "", utf8.Length);
        _end = _start + Encoding.UTF8.GetChars(utf8, _rented.AsSpan(_start));
        _text = _rented.AsSpan(0, _end);
    }

    private void Write(string name, ReadOnlySpan<char> value, string quote)
    {
        Begin(name, quote, value.Length);
        value.CopyTo(_rented.AsSpan(_start));
        _end = _start + value.Length;
        quote.CopyTo(_rented.AsSpan(_end));
        _text = _rented.AsSpan(0, _end + quote.Length);
    }

    /// <summary>Lends a buffer, and writes what stands before the value.</summary>
    private void Begin(string name, string quote, int length)
    {
        var assigns = name.Length == 0 ? "" : Assigns;
        _rented = ArrayPool<char>.Shared.Rent(name.Length + assigns.Length + length + (2 * quote.Length));
        name.CopyTo(_rented);
        assigns.CopyTo(_rented.AsSpan(name.Length));
        quote.CopyTo(_rented.AsSpan(name.Length + assigns.Length));
        _start = name.Length + assigns.Length + quote.Length;
    }
}
