using System.Text;

namespace ModelRouter.NanoR1;

/// <summary>What is certainly beyond a model, whatever a classifier thinks.</summary>
/// <remarks>Stated by what the models are trained on; whoever trains them on more changes it here.</remarks>
internal static class ScopeLimits
{
    /// <summary>UTF-8 bytes of a question to the base model: each is a token, and its thoughts take up to 300 of the 512.</summary>
    public const int BaseBytes = 200;

    /// <summary>UTF-8 bytes of a question to the specialist, whose thoughts take up to 350.</summary>
    public const int MachineBytes = 180;

    /// <summary>Digits of the longest number: metres as kilometres, palindromes.</summary>
    private const int Digits = 6;

    /// <summary>Digits of an operand.</summary>
    private const int OperandDigits = 4;

    /// <summary>Numbers in one question to the base model, which sorts as many.</summary>
    private const int BaseNumbers = 5;

    /// <summary>Both temperatures, speed, torque and wear.</summary>
    private const int MachineNumbers = 5;

    private static readonly System.Buffers.SearchValues<char> ForeignSigns = System.Buffers.SearchValues.Create("%^√∫∑π$€£₩¥@#&\\{}[]<>|_~²³°");

    private static readonly System.Buffers.SearchValues<string> Multiplying =
        System.Buffers.SearchValues.Create(["*", "×", "times", "multipl", "product", "곱"], StringComparison.OrdinalIgnoreCase);

    private static readonly System.Buffers.SearchValues<string> Dividing =
        System.Buffers.SearchValues.Create(["÷", "divi", "quotient", "나누", "나눈", "나눗", "몫"], StringComparison.OrdinalIgnoreCase);

    private static readonly System.Buffers.SearchValues<string> Adding =
        System.Buffers.SearchValues.Create(["+", "plus", "minus", "subtract", "더하", "더한", "빼", "뺀"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Why the question is beyond the model's reach, the end of a sentence; <see langword="null"/> if it may be within.</summary>
    public static string? Objection(ReadOnlySpan<char> question, Competence competence)
    {
        if (question.IsWhiteSpace())
        {
            return "and this conversation asks nothing";
        }

        var limit = competence == Competence.Machine ? MachineBytes : BaseBytes;
        if (Encoding.UTF8.GetByteCount(question) > limit)
        {
            return $"in questions of up to {limit} bytes; this one is longer";
        }

        var numbers = ScopeNumbers.In(question, isTable: competence == Competence.Machine);
        return numbers.LongestDigits > Digits ? $"with numbers of up to {Digits} digits; this question has a longer one"
            : competence == Competence.Machine ? MachineObjection(numbers) : BaseObjection(question, numbers);
    }

    private static string? MachineObjection(in ScopeNumbers numbers) =>
        numbers.Count < MachineNumbers ? "and needs all of them; this question has fewer numbers"
        : numbers.Decimals > 2 ? "with speed, torque and wear in whole numbers; this question has decimals there"
        : null;

    private static string? BaseObjection(ReadOnlySpan<char> question, in ScopeNumbers numbers)
    {
        if (numbers.Decimals > 0 || numbers.HasNegative || question.ContainsAny(ForeignSigns))
        {
            return "of whole numbers from 0, with no signs but + - * / =; this question has others";
        }

        if (numbers.Count > BaseNumbers)
        {
            return $"of up to {BaseNumbers} numbers; this question has more";
        }

        // With two numbers, words such as "times" tell what is done with them.
        return numbers.Count == 2 && IsTooLarge(question, numbers)
            ? "adding and subtracting up to 4 digits, multiplying 2 by 2 or 3 by 1, dividing 4 by 1; these numbers are larger"
            : null;
    }

    private static bool IsTooLarge(ReadOnlySpan<char> question, in ScopeNumbers numbers)
    {
        var (longest, shortest) = (numbers.LongestDigits, numbers.ShortestDigits);
        return question.ContainsAny(Multiplying) ? longest > 3 || longest + shortest > 4
            : question.ContainsAny(Dividing) ? longest > OperandDigits || shortest > 1
            : question.ContainsAny(Adding) && longest > OperandDigits;
    }
}
