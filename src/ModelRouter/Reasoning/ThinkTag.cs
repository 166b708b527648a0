using System.Collections.Immutable;

namespace ModelRouter;

/// <summary>What a model puts around its thought.</summary>
/// <param name="Open">Begins it.</param>
/// <param name="Close">Ends it.</param>
internal sealed record ThinkTag(string Open, string Close)
{
    /// <summary>Every spelling that is known, the usual one first.</summary>
    public static ImmutableArray<ThinkTag> All { get; } =
    [
        new("<think>", "</think>"), new("<thinking>", "</thinking>"), new("<thought>", "</thought>"), new("<reasoning>", "</reasoning>"),
        new("<seed:think>", "</seed:think>"), new("[THINK]", "[/THINK]"),
    ];
}
