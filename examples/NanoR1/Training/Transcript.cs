namespace NanoR1;

/// <summary>What a model wrote, taken apart.</summary>
/// <param name="HasFormat">True if it is a thought, its end, an answer and the end, each once.</param>
/// <param name="Thought">Text before the thought's end.</param>
/// <param name="Answer">Text behind it; empty if there is none.</param>
internal sealed record Transcript(bool HasFormat, string Thought, string Answer)
{
    /// <summary>Reads the tokens of a completion.</summary>
    public static Transcript Read(IReadOnlyList<int> tokens)
    {
        var list = tokens.ToList();
        var end = list.IndexOf(ByteTokenizer.EndThought);
        var specials = list.Count(token => token >= 256);
        var whole = end >= 0 && specials == 2 && list[^1] == ByteTokenizer.EndOfSentence;
        return end < 0
            ? new Transcript(false, ByteTokenizer.Text(list), "")
            : new Transcript(whole, ByteTokenizer.Text(list.Take(end)).Trim(), ByteTokenizer.Text(list.Skip(end + 1)).Trim());
    }
}
