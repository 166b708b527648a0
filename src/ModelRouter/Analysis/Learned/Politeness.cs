namespace ModelRouter;

/// <summary>Leaves greetings in front of a request and thanks behind it out of its ends, where the instruction is looked for.</summary>
internal static class Politeness
{
    private const int MaxThanks = 7;
    private const int MinWords = 2;

    private static readonly uint[] Greetings =
        Hashes("hi", "hello", "hey", "hiya", "dear", "there", "please", "pls", "안녕", "안녕하세요", "저기", "저기요", "혹시");

    private static readonly uint[] Thanks = Hashes(
        "thanks", "thank", "thx", "please", "pls", "cheers", "고마워", "고마워요", "고맙습니다", "감사", "감사합니다", "감사해요", "부탁드려요",
        "부탁드립니다", "부탁해", "부탁해요");

    /// <summary>The tokens between greeting and thanks; all if there is hardly anything between.</summary>
    internal static ReadOnlySpan<RequestToken> Strip(ReadOnlySpan<char> text, ReadOnlySpan<RequestToken> tokens)
    {
        var start = 0;
        while (start < tokens.Length && (Is(tokens[start], Greetings) || (start > 0 && Separates(text, tokens[start]))))
        {
            start++;
        }

        var end = tokens.Length;
        for (var i = tokens.Length - 1; i >= Math.Max(start, tokens.Length - MaxThanks); i--)
        {
            end = Is(tokens[i], Thanks) ? i : end;
        }

        while (end < tokens.Length && end > start && tokens[end - 1].Kind == RequestTokenKind.LineEnd)
        {
            end--;
        }

        var rest = tokens[start..end];
        var words = 0;
        foreach (ref readonly var token in rest)
        {
            words += token.IsWord ? 1 : 0;
            if (words == MinWords)
            {
                return rest;
            }
        }

        return tokens;
    }

    private static bool Is(in RequestToken token, uint[] words) => token is { IsWord: true, IsQuoted: false } && words.AsSpan().Contains(token.Hash);

    private static bool Separates(ReadOnlySpan<char> text, in RequestToken token) =>
        token.Kind == RequestTokenKind.LineEnd || (token.Kind == RequestTokenKind.Sign && text[token.Start] is ',' or '.' or '!' or '~');

    private static uint[] Hashes(params string[] words) => [.. words.Select(static word => FeatureHash.Of(word))];
}
