namespace ModelRouter.LlamaCpp;

/// <summary>A conversation as the model reads it.</summary>
/// <param name="Tokens">Its tokens.</param>
/// <param name="Opened">The tag with which it opens a thought, which the model will go on with; <see langword="null"/> if it does not.</param>
internal readonly record struct ChatPrompt(int[] Tokens, ThinkTag? Opened)
{
    /// <summary>True if it ends inside an opened thought.</summary>
    public bool StartsInThought => Opened is not null;
}
