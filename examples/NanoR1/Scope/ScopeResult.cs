namespace NanoR1;

/// <summary>How often a scope was right about one source.</summary>
internal sealed class ScopeResult
{
    public int Count { get; set; }

    public int Right { get; set; }

    public double Share => (double)Right / Count;

    /// <summary>Some of the questions that it was wrong about.</summary>
    public List<string> Wrong { get; } = [];
}
