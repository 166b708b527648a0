using System.Text;

namespace NanoR1;

/// <summary>Holds problems out by a hash of their canonical text, so that training can't produce them by whatever route.</summary>
internal static class HeldOut
{
    /// <summary>True for one problem in eight.</summary>
    /// <param name="problem">What is asked, independent of its wording: <c>add 487 365</c>.</param>
    public static bool Contains(string problem)
    {
        // FNV-1a: stable across processes and versions, which string.GetHashCode is not.
        var hash = 14695981039346656037UL;
        foreach (var value in Encoding.UTF8.GetBytes(problem))
        {
            hash = (hash ^ value) * 1099511628211UL;
        }

        // The last bytes reach the middle bits only by mixing; unmixed, "+10" to "+19" would all be held out or none.
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdUL;
        return ((hash >> 32) & 7) == 0;
    }

    /// <summary>True if a problem belongs to <paramref name="split"/>.</summary>
    public static bool Belongs(string problem, Split split) => Contains(problem) == (split != Split.Training);
}
