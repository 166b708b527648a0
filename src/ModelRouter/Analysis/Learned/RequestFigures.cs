using System.Runtime.InteropServices;

namespace ModelRouter;

/// <summary>Figures of a request as a whole: its shape, and what its cues say. Small numbers, mostly within 0 and 1 after weighing.</summary>
internal static class RequestFigures
{
    internal const int Count = 23 + 13 + 8 + 2 + 13;

    // Beside hashed features with values of 1/√n these are strong; the weight holds them to what helped in cross-validation.
    private const float Weight = 0.12f;

    internal static void Add<TSink>(
        ReadOnlySpan<char> text, ReadOnlySpan<RequestToken> tokens, int head, int tail, in Tally tally, scoped ref TSink sink)
        where TSink : struct, IFeatureSink
    {
        var shape = Measure(text, tokens);
        Span<float> figures = stackalloc float[Count];
        var asks = shape.Questions > 0;
        var end = tokens.Length > 0 && tokens[^1].Kind == RequestTokenKind.Sign ? text[tokens[^1].Start] : ' ';
        float words = shape.Words;
        ReadOnlySpan<float> ofShape =
        [
            Log(shape.Words), Log(shape.Numbers), Log(shape.Lines), Log(shape.Questions), Log(shape.Quoted), Log(shape.Code), Log(shape.Signs),
            Log(shape.Bullets), Log(head), tail > 0 ? Log(tokens.Length - tail) : 0, Log(tokens.Length - head),
            shape.Quoted / (text.Length + 1f), shape.Dense / (words + 1), 2 * shape.Numbers / (words + 1), shape.Code / (words + 1), shape.Signs / (words + 1),
            end == '?' ? 1 : 0, end == '.' ? 1 : 0, asks ? 1 : 0, words < 6 ? 1 : 0, words < 12 ? 1 : 0, words > 60 ? 1 : 0, shape.Quoted > 20 ? 1 : 0,
        ];
        ofShape.CopyTo(figures);
        var at = ofShape.Length;
        foreach (var score in (ReadOnlySpan<int>)tally.Tasks)
        {
            figures[at++] = MathF.Min(3, MathF.Sqrt(MathF.Max(0, score) / 16f));
        }

        foreach (var score in (ReadOnlySpan<int>)tally.Domains)
        {
            figures[at++] = Math.Clamp(score / 8f, 0, 2);
        }

        figures[at++] = MathF.Min(2, tally.Operators / 3f);
        figures[at++] = Math.Clamp(tally.Difficulty / 4f, -2, 2);
        figures[at + (int)TaskJudge.Task(tally)] = 1;
        for (var i = 0; i < Count; i++)
        {
            if (figures[i] != 0)
            {
                sink.AddFigure(i, figures[i] * Weight);
            }
        }
    }

    private static float Log(float x) => MathF.Log(1 + x) / 3;

    private static Shape Measure(ReadOnlySpan<char> text, ReadOnlySpan<RequestToken> tokens)
    {
        Shape shape = default;
        foreach (ref readonly var token in tokens)
        {
            shape.Words += token.IsWord ? 1 : 0;
            shape.Dense += token.Kind == RequestTokenKind.DenseWord ? 1 : 0;
            shape.Numbers += token.Kind == RequestTokenKind.Number ? 1 : 0;
            shape.Lines += token.Kind == RequestTokenKind.LineEnd ? 1 : 0;
            shape.Quoted += token.IsQuoted ? token.End - token.Start : 0;
            if (token.Kind == RequestTokenKind.Sign)
            {
                var c = text[token.Start];
                shape.Questions += c is '?' or '？' ? 1 : 0;
                shape.Code += c is '{' or '}' or ';' or '_' or '<' or '>' or '[' or ']' or '`' ? 1 : 0;
                shape.Signs += c is '=' or '+' or '^' or '*' or '×' or '/' or '√' or '%' ? 1 : 0;
                shape.Bullets += c is '-' or '*' or '•' && (token.Start == 0 || text[token.Start - 1] == '\n') ? 1 : 0;
            }
        }

        return shape;
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Shape
    {
        internal int Words;
        internal int Dense;
        internal int Numbers;
        internal int Lines;
        internal int Quoted;
        internal int Questions;
        internal int Code;
        internal int Signs;
        internal int Bullets;
    }
}
