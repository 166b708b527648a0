namespace ModelRouter;

/// <summary>Reads the words of a sentence one after the other; allocates nothing.</summary>
internal ref struct WordReader(ReadOnlySpan<char> text, int start)
{
    // No word that anyone asks for is as long; without an end one of a whole text would be read from each of its places.
    private const int Longest = 40;

    private readonly ReadOnlySpan<char> _text = text;
    private int _at = start;

    /// <summary>The next word of letters and apostrophes; empty at the end of the sentence.</summary>
    internal ReadOnlySpan<char> Next()
    {
        while (_at < _text.Length && !char.IsLetter(_text[_at]))
        {
            if (_text[_at] is '.' or '!' or '?' or ';')
            {
                return default;
            }

            _at++;
        }

        var begin = _at;
        while (_at < _text.Length && _at - begin < Longest && (char.IsLetter(_text[_at]) || _text[_at] is '\'' or '’'))
        {
            _at++;
        }

        return _text[begin.._at];
    }
}
