namespace ModelRouter;

/// <summary>Finds what somebody meant to write.</summary>
internal static class Spelling
{
    /// <summary>" Did you mean 'x'?", or nothing.</summary>
    internal static string DidYouMean(string written, IEnumerable<string> known) =>
        Nearest(written, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";

    /// <summary>The known name at the least edit distance, if that is at most a third of its length (and at least 1).</summary>
    internal static string? Nearest(string written, IEnumerable<string> known)
    {
        string? best = null;

        // Nobody misspells a name at such length, and the table of distances grows with the square.
        if (written.Length > 100)
        {
            return null;
        }

        var least = int.MaxValue;
        foreach (var name in known)
        {
            var distance = Distance(written, name);
            if (distance < least && distance <= Math.Max(1, Math.Max(name.Length, written.Length) / 3))
            {
                (best, least) = (name, distance);
            }
        }

        return best;
    }

    /// <summary>Levenshtein distance without case, a swap of neighbours counted once (optimal string alignment).</summary>
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    rows[i, j] = i + j;
                    continue;
                }

                var change = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                var least = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                {
                    least = Math.Min(least, rows[i - 2, j - 2] + 1);
                }

                rows[i, j] = least;
            }
        }

        return rows[a.Length, b.Length];
    }

    private static bool Same(char x, char y) => char.ToUpperInvariant(x) == char.ToUpperInvariant(y);
}
