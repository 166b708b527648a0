using System.Collections.Frozen;
using System.Text;

namespace ModelRouter.LlamaCpp;

/// <summary>Checks that a tokenizer can take any text and knows the tokens that it puts around it; where it does not, llama.cpp
/// throws an exception that no caller outside of C++ can catch.</summary>
internal static class TokenizerCheck
{
    /// <summary>The tokens that begin and end a text unless a file names others; −1 for none. Kinds that are absent are not for chat
    /// models.</summary>
    private static readonly FrozenDictionary<string, (int Begin, int End)> Kinds = new Dictionary<string, (int, int)>(StringComparer.Ordinal)
    {
        ["llama"] = (1, 2),
        ["gpt2"] = (11, 11),
        ["hybriddna"] = (11, 11),
        ["whitespace"] = (11, 11),
        ["rwkv"] = (-1, -1),
        ["plamo2"] = (1, 2),
        ["gemma4"] = (-1, -1),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <exception cref="InvalidModelFileException">The tokenizer can't be used.</exception>
    public static void Run(GgufHeader header)
    {
        var kind = header.GetString("tokenizer.ggml.model") ?? "";
        if (!Kinds.TryGetValue(kind, out var defaults))
        {
            throw header.Refuse(
                $"its tokenizer is '{kind}' (tokenizer.ggml.model), which can't be given text; known are {string.Join(", ", Kinds.Keys.Order(StringComparer.Ordinal))}.");
        }

        var tokens = header.GetArray("tokenizer.ggml.tokens")?.Texts ?? [];
        if (tokens.Count == 0)
        {
            throw header.Refuse("it brings no tokens (tokenizer.ggml.tokens).");
        }

        var texts = CheckTexts(header, tokens);
        if (kind is "llama" or "plamo2")
        {
            CheckBytes(header, texts);
        }

        if (kind is "rwkv")
        {
            CheckBeginnings(header, texts);
        }

        CheckEdge(header, "bos", defaults.Begin, tokens.Count);
        CheckEdge(header, "eos", defaults.End, tokens.Count);
    }

    /// <summary>Two tokens of one text: llama.cpp asserts that there are none.</summary>
    private static HashSet<string> CheckTexts(GgufHeader header, IReadOnlyList<string> tokens)
    {
        var texts = new HashSet<string>(tokens.Count, StringComparer.Ordinal);
        for (var i = 0; i < tokens.Count; i++)
        {
            // It reads them as C strings and gives a name to empty ones.
            var end = tokens[i].IndexOf('\0', StringComparison.Ordinal);
            var text = end < 0 ? tokens[i] : tokens[i][..end];
            if (!texts.Add(text.Length == 0 ? $"[EMPTY_{i}]" : text))
            {
                throw header.Refuse($"its token {i}, '{text}', stands twice in the vocabulary.");
            }
        }

        return texts;
    }

    /// <summary>What has no token of its own is taken apart into bytes, so that each byte needs a token.</summary>
    private static void CheckBytes(GgufHeader header, HashSet<string> texts)
    {
        for (var value = 0; value < 256; value++)
        {
            if (!texts.Contains($"<0x{value:X2}>") && (value is 0 or >= 0x80 || !texts.Contains(((char)value).ToString())))
            {
                throw header.Refuse($"its vocabulary has no token for the byte {value}, so there are texts that it can't read.");
            }
        }
    }

    /// <summary>RWKV's tokenizer follows a text byte by byte as long as some token goes on that way, and takes the longest that was whole. Where there
    /// was none, llama.cpp begins at the text's first byte again, for ever.</summary>
    private static void CheckBeginnings(GgufHeader header, HashSet<string> texts)
    {
        var unescaped = texts.Select(Unescape).Where(bytes => bytes.Count > 0).ToList();
        var whole = unescaped.Where(bytes => bytes.Count == 1).Select(bytes => bytes[0]).ToHashSet();
        if (unescaped.Find(bytes => !whole.Contains(bytes[0])) is { } open)
        {
            throw header.Refuse($"its vocabulary has tokens that begin with the byte {open[0]}, but none for it alone, so there are texts that it can't read.");
        }
    }

    /// <summary>The bytes of a token of RWKV's, which are written as Python does.</summary>
    private static List<byte> Unescape(string text)
    {
        var bytes = new List<byte>();
        var escaped = Encoding.UTF8.GetBytes(text);
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] != '\\')
            {
                bytes.Add(escaped[i]);
            }
            else if (++i < escaped.Length && escaped[i] != 'x')
            {
                bytes.Add(escaped[i] switch { (byte)'t' => (byte)'\t', (byte)'n' => (byte)'\n', (byte)'r' => (byte)'\r', var other => other });
            }
            else if ((i += 2) < escaped.Length)
            {
                bytes.Add((byte)((Digit(escaped[i - 1]) << 4) + Digit(escaped[i])));
            }
        }

        return bytes;

        // As llama.cpp reads them, digits or not.
        static int Digit(byte value) => value >= 'a' ? value - 'a' + 10 : value - '0';
    }

    /// <summary>A token that is put before or behind every text must be there.</summary>
    private static void CheckEdge(GgufHeader header, string name, int usual, int count)
    {
        var given = header.GetInteger($"tokenizer.ggml.{name}_token_id") ?? usual;
        var exists = (given >= 0 && given < count) || (usual >= 0 && usual < count);
        var isWanted = header.Metadata.GetValueOrDefault($"tokenizer.ggml.add_{name}_token") as bool? ?? usual >= 0;
        if (isWanted && !exists)
        {
            throw header.Refuse($"it wants a token around every text (add_{name}_token) that its {count} tokens do not have.");
        }
    }
}
