using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelRouter;

/// <summary>Finds the features that tell what a request asks for: words and their neighbours, pieces of words and Korean endings, in the
/// whole text, in its first and last sentence and at its very ends; and figures of its shape and of the cues found.</summary>
/// <remarks>What is quoted is kept apart: it is what the request is about, not what it asks for. Bounded by <see cref="RequestTokens.MaxLength"/>.</remarks>
internal static class RequestFeatures
{
    // A group of n features has values of its weight over √n, so that long texts say no more than short ones.
    private const float Region = 1;
    private const float Ends = 0.4f;
    private const float Material = 0.5f;

    // Of one character there come no more: of a syllable alone three of its word, itself and its endings.
    private const int MostOfOne = 9;

    // Head and tail are at most so many tokens.
    private const int MaxSentence = 60;

    internal static void Find<TSink>(ReadOnlySpan<char> request, in Tally tally, scoped ref TSink sink)
        where TSink : struct, IFeatureSink
    {
        var excerpt = ArrayPool<char>.Shared.Rent(RequestTokens.MaxLength);
        var letters = ArrayPool<char>.Shared.Rent(LetterGroups.Room(RequestTokens.MaxLength));
        var places = ArrayPool<RequestToken>.Shared.Rent(RequestTokens.MaxLength);
        Span<ulong> seen = stackalloc ulong[FeatureHash.Buckets / 64];
        seen.Clear();
        ReadOnlySpan<char> text = excerpt.AsSpan(0, RequestTokens.Excerpt(request.Trim(), excerpt));
        LetterGroups.Spread(text, letters);
        ReadOnlySpan<RequestToken> all = places.AsSpan(0, RequestTokens.Split(text, letters, places));
        var hashes = ArrayPool<uint>.Shared.Rent((MostOfOne * text.Length) + (2 * LetterGroups.Slack));
        var tokens = Politeness.Strip(text, all);
        var head = EndOfHead(text, tokens);
        var tail = StartOfTail(text, tokens, head);

        var features = new Groups<TSink>(text, letters, seen, hashes, ref sink);
        features.AddRegion(FeatureKind.Whole, all, triples: false);
        features.EndGroup(Region);
        features.AddRegion(FeatureKind.Head, tokens[..head], triples: true);
        features.EndGroup(Region);
        features.AddRegion(FeatureKind.Tail, tokens[tail..], triples: true);
        features.EndGroup(Region);
        features.AddOpening(tokens);
        features.EndGroup(Ends);
        features.AddClosing(tokens);
        features.EndGroup(Ends);
        features.AddRegion(FeatureKind.Quoted, all, triples: false, quoted: true);
        features.EndGroup(Material);
        RequestFigures.Add(text, tokens, head, tail, tally, ref sink);
        ArrayPool<char>.Shared.Return(excerpt);
        ArrayPool<char>.Shared.Return(letters);
        ArrayPool<uint>.Shared.Return(hashes);
        ArrayPool<RequestToken>.Shared.Return(places);
    }

    /// <summary>Behind the first sentence, the first line, or the colon that something follows.</summary>
    private static int EndOfHead(ReadOnlySpan<char> text, ReadOnlySpan<RequestToken> tokens)
    {
        var most = Math.Min(tokens.Length, MaxSentence);
        for (var i = 1; i < most; i++)
        {
            var token = tokens[i];
            if (token.Kind == RequestTokenKind.LineEnd
                || (i > 1 && token.Kind == RequestTokenKind.Sign && (EndsHead(text, token) || (!token.IsQuoted && EndsSentence(text, token)))))
            {
                return i + 1;
            }
        }

        return most;
    }

    private static int StartOfTail(ReadOnlySpan<char> text, ReadOnlySpan<RequestToken> tokens, int head)
    {
        for (var i = tokens.Length - 2; i > head; i--)
        {
            var token = tokens[i];
            if (token.Kind == RequestTokenKind.LineEnd
                || (i < tokens.Length - 3 && token.Kind == RequestTokenKind.Sign && !token.IsQuoted && EndsSentence(text, token)))
            {
                return i + 1;
            }

            if (tokens.Length - i > MaxSentence)
            {
                return i;
            }
        }

        return 0;
    }

    private static bool EndsHead(ReadOnlySpan<char> text, RequestToken token) =>
        text[token.Start] is '：' || (text[token.Start] == ':' && token.End < text.Length && text[token.End] is ' ' or '\n' or '"');

    private static bool EndsSentence(ReadOnlySpan<char> text, RequestToken token) =>
        text[token.Start] is '.' or '?' or '!' && (token.End >= text.Length || char.IsWhiteSpace(text[token.End]));

    /// <summary>Adds features of a text, each once.</summary>
    [StructLayout(LayoutKind.Auto)]
    private ref struct Groups<TSink>
        where TSink : struct, IFeatureSink
    {
        private readonly ReadOnlySpan<char> _text;
        private readonly ReadOnlySpan<char> _letters;
        private readonly Span<ulong> _seen;
        private readonly Span<uint> _hashes;
        private readonly ref TSink _sink;
        private int _count;

        internal Groups(ReadOnlySpan<char> text, ReadOnlySpan<char> letters, Span<ulong> seen, Span<uint> hashes, ref TSink sink)
        {
            _text = text;
            _letters = letters;
            _seen = seen;
            _hashes = hashes;
            _sink = ref sink;
        }

        internal void AddRegion(FeatureKind kind, ReadOnlySpan<RequestToken> tokens, bool triples, bool quoted = false)
        {
            // Stands for all that is left out between two words.
            const uint Gap = 77;
            var (before, previous) = (2u, 1u);
            foreach (ref readonly var token in tokens)
            {
                if (token.IsQuoted != quoted)
                {
                    (before, previous) = previous == Gap ? (before, previous) : (previous, Gap);
                    continue;
                }

                Add(kind, token.Hash);
                Add(kind + 1, FeatureHash.Pair(previous, token.Hash));
                if (triples)
                {
                    Add(kind + 2, FeatureHash.Pair((before * 31) + previous, token.Hash));
                }

                if (token.Kind == RequestTokenKind.DenseWord)
                {
                    AddSyllables(kind + 3, _text[token.Start..token.End]);
                }
                else if (token.IsPlain)
                {
                    _count += LetterGroups.Hash(
                        _letters, token.Start, token.End - token.Start, FeatureHash.Basis, FeatureHash.Offset(kind + 8), _hashes[_count..]);
                }
                else if (token.Kind == RequestTokenKind.Word)
                {
                    AddLetters(kind + 8, _text[token.Start..token.End]);
                }

                (before, previous) = (previous, token.Hash);
            }

            Add(kind + 1, FeatureHash.Pair(previous, 0));
        }

        internal void AddOpening(ReadOnlySpan<RequestToken> tokens)
        {
            var hash = 7u;
            var words = 0u;
            for (var i = 0; i < tokens.Length && words < 4; i++)
            {
                if (!tokens[i].IsWord)
                {
                    continue;
                }

                hash = (hash * 31) + tokens[i].Hash;
                Add(FeatureKind.Opening + words, hash);
                if (words > 0)
                {
                    Add(FeatureKind.OpeningWord + words, tokens[i].Hash);
                }

                words++;
            }
        }

        internal void AddClosing(ReadOnlySpan<RequestToken> tokens)
        {
            var last = tokens.Length - 1;
            while (last >= 0 && !tokens[last].IsWord)
            {
                last--;
            }

            if (last < 0)
            {
                return;
            }

            var word = _text[tokens[last].Start..tokens[last].End];
            Add(FeatureKind.Closing, tokens[last].Hash);
            for (var length = 1; length <= 5 && length <= word.Length; length++)
            {
                Add(FeatureKind.Closing + (uint)length, FeatureHash.Of(word[^length..]));
            }

            Add(FeatureKind.ClosingSign, tokens[^1].Kind == RequestTokenKind.Sign ? tokens[^1].Hash : 0);
            if (last > 0)
            {
                Add(FeatureKind.ClosingPair, (tokens[last - 1].Hash * 31) + tokens[last].Hash);
            }
        }

        internal void EndGroup(float weight)
        {
            var count = Distinct();
            if (count > 0)
            {
                _sink.Add(MemoryMarshal.Cast<uint, int>(_hashes[..count]));
                _sink.EndGroup(weight / MathF.Sqrt(count));
            }

            _count = 0;
        }

        /// <summary>Makes buckets of the hashes, and leaves those that haven't been seen; how many these are.</summary>
        private readonly int Distinct()
        {
            FeatureHash.ToBuckets(_hashes, _count);
            var count = 0;
            ref var bits = ref MemoryMarshal.GetReference(_seen[..(FeatureHash.Buckets / 64)]);
            ref var kept = ref MemoryMarshal.GetReference(_hashes);
            foreach (var bucket in _hashes[.._count])
            {
                // Written in any case, and counted if it is new, so that there is nothing to guess.
                ref var word = ref Unsafe.Add(ref bits, (nint)(bucket >> 6));
                Unsafe.Add(ref kept, count) = bucket;
                count += 1 - (int)((word >> (int)bucket) & 1);
                word |= 1UL << (int)bucket;
            }

            return count;
        }

        private void AddSyllables(FeatureKind kind, ReadOnlySpan<char> word)
        {
            for (var i = 0; i < word.Length; i++)
            {
                Add(kind, word[i]);
                if (i + 1 < word.Length)
                {
                    Add(kind + 1, FeatureHash.Of(word.Slice(i, 2)));
                }

                if (i + 2 < word.Length)
                {
                    Add(kind + 2, FeatureHash.Of(word.Slice(i, 3)));
                }
            }

            Add(kind + 3, FeatureHash.Of(word[^Math.Min(2, word.Length)..]));
            if (word.Length >= 3)
            {
                Add(kind + 3, FeatureHash.Of(word[^3..]));
            }

            if (word.Length >= 2)
            {
                Add(kind + 4, FeatureHash.Of(word[..2]));
            }
        }

        /// <summary>Runs of four letters, with a space before and behind the word.</summary>
        private void AddLetters(FeatureKind kind, ReadOnlySpan<char> word)
        {
            if (word.Length < 2)
            {
                return;
            }

            var (first, second, third) = (' ', word[0], word[1]);
            for (var next = 2; next <= word.Length; next++)
            {
                var fourth = next < word.Length ? word[next] : ' ';
                Add(kind, FeatureHash.Of(first, second, third, fourth));
                (first, second, third) = (second, third, fourth);
            }
        }

        private void Add(FeatureKind kind, uint hash) => _hashes[_count++] = hash + FeatureHash.Offset(kind);
    }
}
