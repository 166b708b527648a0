namespace NanoR1;

/// <summary>Compares answers as text, white space at the ends aside.</summary>
internal static class Answers
{
    public static bool Same(string expected, string actual) => string.Equals(expected, actual.Trim(), StringComparison.Ordinal);
}
