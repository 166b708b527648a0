namespace ModelRouter.LlamaCpp;

/// <summary>What a chat template says about thinking.</summary>
/// <remarks>llama.cpp renders known templates by their family and leaves this out. It stands in a string literal after the last
/// mention of <c>add_generation_prompt</c>; a literal that also closes the thought is the switch that turns it off.</remarks>
internal static class ThinkTags
{
    /// <summary>The tag that a template speaks of, which is the model's; <see langword="null"/> if it knows of no thought.</summary>
    /// <remarks>One that only cuts at the closing tag leaves the opening one to the model, as DeepSeek-R1-0528's does.</remarks>
    public static ThinkTag? Of(string template) => ThinkTag.All.FirstOrDefault(tag => Opens(template, tag) || Closes(template, tag));

    /// <summary>The tag with which a prompt ends, white space aside: the model will go on with the thought; <see langword="null"/> if there is none.</summary>
    public static ThinkTag? AtEndOf(string prompt) => ThinkTag.All.FirstOrDefault(tag => prompt.AsSpan().TrimEnd().EndsWith(tag.Open, StringComparison.Ordinal));

    /// <summary>True for the text of a tag, opening or closing.</summary>
    public static bool IsTag(string text) => ThinkTag.All.Any(tag => text == tag.Open || text == tag.Close);

    /// <summary>True if the template's generation prompt opens the thought itself, so that output starts inside it.</summary>
    public static bool OpensThought(string template) => HasLiteral(template, closed: false);

    /// <summary>True if the template can put an empty thought into the generation prompt, so that the model does not think.</summary>
    /// <remarks>A model that opens its thought itself takes one that is there for its own.</remarks>
    public static bool CanSkipThought(string template) => HasLiteral(template, closed: true) || (Of(template) is { } tag && !Opens(template, tag));

    private static bool Opens(string template, ThinkTag tag) => template.Contains(tag.Open, StringComparison.Ordinal);

    private static bool Closes(string template, ThinkTag tag) => template.Contains(tag.Close, StringComparison.Ordinal);

    private static bool HasLiteral(string template, bool closed)
    {
        if (Of(template) is not { } tag)
        {
            return false;
        }

        var at = template.LastIndexOf("add_generation_prompt", StringComparison.Ordinal);
        if (at < 0)
        {
            return false;
        }

        var rest = template.AsSpan(at);
        while (rest.IndexOfAny('\'', '"') is >= 0 and var start)
        {
            var quote = rest[start];
            rest = rest[(start + 1)..];
            var end = rest.IndexOf(quote);
            if (end < 0)
            {
                return false;
            }

            var literal = rest[..end];
            if (literal.Contains(tag.Open, StringComparison.Ordinal) && literal.Contains(tag.Close, StringComparison.Ordinal) == closed)
            {
                return true;
            }

            rest = rest[(end + 1)..];
        }

        return false;
    }
}
