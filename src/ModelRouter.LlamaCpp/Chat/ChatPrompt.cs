namespace ModelRouter.LlamaCpp;

/// <summary>A conversation as the model reads it.</summary>
/// <param name="Tokens">Its tokens.</param>
/// <param name="StartsInThought">True if it ends inside an opened thought, which the model will go on with.</param>
internal readonly record struct ChatPrompt(int[] Tokens, bool StartsInThought);
