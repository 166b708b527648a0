namespace ModelRouter.LlamaCpp;

/// <summary>Some texts as a GBNF rule's body, their common beginnings written once.</summary>
/// <remarks>llama.cpp looks at all alternatives for each token that it is asked about; of hundreds of texts side by side that takes as long as thousands of tokens.</remarks>
internal static class TextTree
{
    /// <summary>Deeper, texts stand side by side; groups can't be nested for ever.</summary>
    private const int Deepest = 40;

    public static string Of(IEnumerable<string> texts) => Branches([.. texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], 0, 0);

    /// <summary>What follows a beginning, of texts in their order that all have it.</summary>
    private static string Branches(ReadOnlySpan<string> texts, int begun, int depth)
    {
        List<string> branches = [];
        while (!texts.IsEmpty)
        {
            var first = texts[0];
            var count = depth < Deepest ? Alike(texts, begun) : 1;
            var end = count == 1 ? first.Length : CommonEnd(first, texts[count - 1], begun);
            var rest = count == 1 ? "" : $" ({Branches(texts[..count], end, depth + 1)})";
            branches.Add(Gbnf.Literal(first[begun..end]) + rest);
            texts = texts[count..];
        }

        return string.Join(" | ", branches);
    }

    /// <summary>How many of the texts go on with the same character as the first.</summary>
    private static int Alike(ReadOnlySpan<string> texts, int begun)
    {
        var count = 1;
        while (count < texts.Length && CommonEnd(texts[0], texts[count], begun) > begun)
        {
            count++;
        }

        return count;
    }

    /// <summary>The end of what two texts have in common, which is no half of a character.</summary>
    private static int CommonEnd(string one, string other, int begun)
    {
        var end = begun + one.AsSpan(begun).CommonPrefixLength(other.AsSpan(begun));
        return end > begun && char.IsHighSurrogate(one[end - 1]) ? end - 1 : end;
    }
}
