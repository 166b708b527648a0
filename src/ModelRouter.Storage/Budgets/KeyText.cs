using System.Globalization;
using System.Text;

namespace ModelRouter.Storage;

/// <summary>Names as both databases can hold them: what they can't (NUL, halves of surrogate pairs) is escaped, so that different names stay different.</summary>
internal static class KeyText
{
    private const char Escape = '\\';

    // Dollars have no mark. A space is never escaped but here, so no name ends like that.
    private const string TokensMark = @"\0020tokens";

    /// <summary>A budget's name, marked by what it counts.</summary>
    internal static string Store(BudgetCounter counter) => Store(counter.Budget) + (counter.Unit == BudgetUnit.Tokens ? TokensMark : "");

    /// <summary>What counted how much, as it is stored.</summary>
    internal static BudgetUse Use(string budget, string value, long start, BudgetBalance balance)
    {
        var isTokens = budget.EndsWith(TokensMark, StringComparison.Ordinal);
        return new(Load(isTokens ? budget[..^TokensMark.Length] : budget), Load(value), BudgetTime.Load(start), balance)
        {
            Unit = isTokens ? BudgetUnit.Tokens : BudgetUnit.UsDollars,
        };
    }

    internal static string Store(string text)
    {
        var stored = (StringBuilder?)null;
        for (var i = 0; i < text.Length; i++)
        {
            var isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (!isPair && (text[i] is '\0' or Escape || char.IsSurrogate(text[i])))
            {
                stored ??= new StringBuilder(text, 0, i, text.Length + 16);
                stored.Append(CultureInfo.InvariantCulture, $"{Escape}{(int)text[i]:x4}");
                continue;
            }

            stored?.Append(text, i, isPair ? 2 : 1);
            i += isPair ? 1 : 0;
        }

        return stored?.ToString() ?? text;
    }

    internal static string Load(string stored)
    {
        if (!stored.Contains(Escape, StringComparison.Ordinal))
        {
            return stored;
        }

        var text = new StringBuilder(stored.Length);
        for (var i = 0; i < stored.Length; i++)
        {
            text.Append(stored[i] == Escape ? (char)int.Parse(stored.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture) : stored[i]);
            i += stored[i] == Escape ? 4 : 0;
        }

        return text.ToString();
    }
}
