namespace ModelRouter.TestModels;

/// <summary>How readily a model of random weights ends its answer.</summary>
public enum Ending
{
    /// <summary>As the random weights have it: the end is one token among all.</summary>
    Natural,

    /// <summary>The end never comes, neither greedily nor sampled.</summary>
    Never,

    /// <summary>The end is always the next token.</summary>
    Always,
}
