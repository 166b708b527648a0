using System.Buffers;

namespace ModelRouter;

/// <summary>Looks for a word a little before a number.</summary>
internal static class Near
{
    private const int Distance = 40;

    internal static bool Has(ReadOnlySpan<char> text, int start, SearchValues<string> words) =>
        text[Math.Max(0, start - Distance)..start].IndexOfAny(words) >= 0;
}
