using System.Buffers;

namespace ModelRouter;

/// <summary>Words that together are a sign of injection.</summary>
/// <param name="Signal">Of what kind.</param>
/// <param name="Person">How suspicious they are in the words of the person who asks; 0 to 1.</param>
/// <param name="Given">How suspicious in a given text; 0 to 1.</param>
/// <param name="Anchors">Any of these begins the search; in lower case; case doesn't matter.</param>
/// <param name="Near">Of each of these lists one has to stand near the anchor, in the same sentence.</param>
internal sealed record InjectionRule(InjectionSignals Signal, double Person, double Given, string[] Anchors, params string[][] Near)
{
    /// <summary><see cref="Near"/>, to be searched for; case doesn't matter.</summary>
    internal SearchValues<string>[] Nearby { get; } = Array.ConvertAll(Near, static words => SearchValues.Create(words, StringComparison.OrdinalIgnoreCase));
}
