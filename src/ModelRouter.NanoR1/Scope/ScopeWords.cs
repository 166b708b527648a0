namespace ModelRouter.NanoR1;

/// <summary>The words of a normalized text: runs of letters and digits; a word between quotation marks is left out, since it is
/// what the question is about and not how it asks.</summary>
internal ref struct ScopeWords(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> _rest = text;

    public ReadOnlySpan<char> Current { get; private set; }

    public readonly ScopeWords GetEnumerator() => this;

    public bool MoveNext()
    {
        while (true)
        {
            var quoted = false;
            var start = 0;
            while (start < _rest.Length && !char.IsLetterOrDigit(_rest[start]))
            {
                quoted = _rest[start] is '"' or '\'';
                start++;
            }

            var end = start;
            while (end < _rest.Length && char.IsLetterOrDigit(_rest[end]))
            {
                end++;
            }

            if (start == end)
            {
                return false;
            }

            Current = _rest[start..end];
            quoted &= end < _rest.Length && _rest[end] is '"' or '\'';
            _rest = _rest[end..];
            if (!quoted)
            {
                return true;
            }
        }
    }
}
