using System.Text;

namespace ModelRouter.Evaluation.Tests;

/// <summary>Makes the changes.</summary>
internal static class Perturbations
{
    internal static string Apply(this Perturbation kind, string prompt, bool isKorean, Random random) => kind switch
    {
        Perturbation.UpperCase => prompt.ToUpperInvariant(),
        Perturbation.LowerCase => prompt.ToLowerInvariant(),
        Perturbation.Spaces => "\n  " + prompt.Replace(" ", random.Next(2) == 0 ? "  " : " \t", StringComparison.Ordinal) + " \n",
        Perturbation.Typos => WithTypos(prompt, random),
        Perturbation.Politeness => isKorean
            ? (random.Next(2) == 0 ? "저기요, " + prompt : prompt + " 감사합니다.")
            : (random.Next(2) == 0 ? "Hi there, " + prompt : prompt + " Thanks a lot!"),
        _ => prompt.TrimEnd('.', '?', '!'),
    };

    /// <summary>Two neighbours of every fifteenth letter or so change places.</summary>
    private static string WithTypos(string prompt, Random random)
    {
        var text = new StringBuilder(prompt);
        for (var i = 1; i + 2 < text.Length; i++)
        {
            if (char.IsLetter(text[i]) && char.IsLetter(text[i + 1]) && random.Next(15) == 0)
            {
                (text[i], text[i + 1]) = (text[i + 1], text[i]);
                i++;
            }
        }

        return text.ToString();
    }
}
