namespace NanoR1;

/// <summary>Trains the scope's classifier: multinomial logistic regression with AdaGrad (Duchi et al., 2011) over hashed features.</summary>
/// <remarks>One thread, one seed, so that the same sources give the same file.</remarks>
/// <param name="seed">Decides examples and order.</param>
/// <param name="size">Examples drawn.</param>
internal sealed class ScopeTrainer(int seed, int size = 80_000)
{
    private const int Epochs = 6;
    private const float Rate = 0.2f;
    private const float Decay = 1e-6f;

    // A word is known if it stands in this share of the models' own questions; rarer ones are what a question is about, such as a name.
    private const int KnownShare = 4_000;

    // People word questions in ways that no template has: some known words are taken for unknown, some features are left out.
    private const int Forgetful = 16;
    private const double Forgotten = 0.2;
    private const double Kept = 0.6;

    private readonly float[] _weights = new float[ScopeFeatures.Buckets * ScopeClassifier.Classes];
    private readonly float[] _squares = new float[ScopeFeatures.Buckets * ScopeClassifier.Classes];
    private readonly float[] _bias = new float[ScopeClassifier.Classes];

    public ScopeClassifier Train(float margin, Action<string> report)
    {
        var random = new Random(seed);
        var examples = ScopeSources.Draw(random, Split.Training, size).ToList();
        var words = KnownWords(examples);
        var variants = Enumerable.Range(0, Forgetful).Select(_ => Forget(words, random)).ToList();
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            var loss = 0.0;
            foreach (var example in examples)
            {
                loss += Learn(example, variants[random.Next(Forgetful)], random, Rate / (1 + epoch));
            }

            report($"epoch {epoch + 1}: loss {loss / examples.Count:0.0000}");
            random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(examples));
        }

        return Quantize(margin, words);
    }

    /// <summary>The words that the models' own questions are made of.</summary>
    private static byte[] KnownWords(IReadOnlyCollection<ScopeExample> examples)
    {
        var counts = new int[ScopeFeatures.WordBits];
        var seen = new HashSet<int>();
        var own = 0;
        Span<char> buffer = stackalloc char[ScopeText.MaxLength + 2];
        foreach (var example in examples.Where(example => example.Competence != Competence.Beyond))
        {
            own++;
            seen.Clear();
            foreach (var word in new ScopeWords(ScopeText.Normalize(example.Text, buffer)))
            {
                if (seen.Add(ScopeFeatures.WordBit(word)))
                {
                    counts[ScopeFeatures.WordBit(word)]++;
                }
            }
        }

        var words = new byte[ScopeFeatures.WordBits / 8];
        for (var bit = 0; bit < counts.Length; bit++)
        {
            words[bit >> 3] |= (byte)(counts[bit] > own / KnownShare ? 1 << (bit & 7) : 0);
        }

        return words;
    }

    private static byte[] Forget(byte[] words, Random random)
    {
        var fewer = (byte[])words.Clone();
        for (var bit = 0; bit < ScopeFeatures.WordBits; bit++)
        {
            fewer[bit >> 3] &= (byte)(random.NextDouble() < Forgotten ? ~(1 << (bit & 7)) : 0xFF);
        }

        return fewer;
    }

    private double Learn(ScopeExample example, byte[] words, Random random, float rate)
    {
        Span<char> buffer = stackalloc char[ScopeText.MaxLength + 2];
        Span<ushort> buckets = stackalloc ushort[ScopeFeatures.MaxCount];
        var count = ScopeFeatures.Write(ScopeText.Normalize(example.Text, buffer), words, buckets, out var novelty);
        count = Drop(buckets[..count], novelty, random);
        var texts = count - novelty;
        var value = 1 / MathF.Sqrt(texts);

        Span<double> chances = stackalloc double[ScopeClassifier.Classes];
        var (most, sum) = (double.NegativeInfinity, 0.0);
        for (var c = 0; c < chances.Length; c++)
        {
            var offset = c * ScopeFeatures.Buckets;
            var score = (double)_bias[c];
            for (var i = 0; i < count; i++)
            {
                score += _weights[offset + buckets[i]] * (i < texts ? value : 1);
            }

            chances[c] = score;
            most = Math.Max(most, score);
        }

        for (var c = 0; c < chances.Length; c++)
        {
            chances[c] = Math.Exp(chances[c] - most);
            sum += chances[c];
        }

        for (var c = 0; c < chances.Length; c++)
        {
            var gradient = (float)((chances[c] / sum) - (c == (int)example.Competence ? 1 : 0));
            _bias[c] -= rate * 0.01f * gradient;
            for (var i = 0; i < count; i++)
            {
                Step((c * ScopeFeatures.Buckets) + buckets[i], gradient * (i < texts ? value : 1), rate);
            }
        }

        return -Math.Log(Math.Max(1e-12, chances[(int)example.Competence] / sum));
    }

    /// <summary>Leaves some of the text's features out.</summary>
    private static int Drop(Span<ushort> buckets, int novelty, Random random)
    {
        var count = 0;
        for (var i = 0; i < buckets.Length; i++)
        {
            if (i >= buckets.Length - novelty || count == 0 || random.NextDouble() < Kept)
            {
                buckets[count++] = buckets[i];
            }
        }

        return count;
    }

    private void Step(int index, float gradient, float rate)
    {
        gradient += Decay * _weights[index];
        _squares[index] += gradient * gradient;
        _weights[index] -= rate * gradient / (MathF.Sqrt(_squares[index]) + 1e-6f);
    }

    private ScopeClassifier Quantize(float margin, byte[] words)
    {
        var scale = _weights.Max(MathF.Abs) / sbyte.MaxValue;
        return new(_bias, scale, margin, words, [.. _weights.Select(weight => (sbyte)MathF.Round(weight / scale))]);
    }
}
