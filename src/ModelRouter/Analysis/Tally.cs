using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelRouter;

/// <summary>What was counted in a stretch of text. A mutable struct, so that counting allocates nothing.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct Tally
{
    internal PerTask Tasks;
    internal PerDomain Domains;
    internal PerScript Letters;

    /// <summary>Points of difficulty above or below the task's average.</summary>
    internal int Difficulty;

    /// <summary>Numbers, however many digits each.</summary>
    internal int Numbers;

    /// <summary>Arithmetic signs between numbers or variables.</summary>
    internal int Operators;

    internal int QuestionMarks;

    internal readonly int BestTaskScore
    {
        get
        {
            var best = 0;
            foreach (var score in (ReadOnlySpan<int>)Tasks)
            {
                best = Math.Max(best, score);
            }

            return best;
        }
    }

    internal readonly int LetterCount
    {
        get
        {
            var sum = 0;
            foreach (var count in (ReadOnlySpan<int>)Letters)
            {
                sum += count;
            }

            return sum;
        }
    }

    /// <summary>Adds another stretch; its tasks count <paramref name="numerator"/> quarters.</summary>
    internal void Add(in Tally other, int numerator)
    {
        AddTo(Tasks, other.Tasks, numerator);
        AddTo(Domains, other.Domains, 4);
        AddTo(Letters, other.Letters, 4);
        Difficulty += other.Difficulty;
        Numbers += other.Numbers;
        Operators += other.Operators;
        QuestionMarks += other.QuestionMarks;
    }

    private static void AddTo(Span<int> sum, ReadOnlySpan<int> other, int numerator)
    {
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] += other[i] * numerator / 4;
        }
    }

    /// <summary>One figure for each <see cref="PromptTask"/>.</summary>
    [InlineArray(13)]
    internal struct PerTask
    {
        private int _first;
    }

    /// <summary>One figure for each <see cref="PromptDomain"/>.</summary>
    [InlineArray(8)]
    internal struct PerDomain
    {
        private int _first;
    }

    /// <summary>One figure for each <see cref="Script"/>.</summary>
    [InlineArray(Scripts.Count)]
    internal struct PerScript
    {
        private int _first;
    }
}
