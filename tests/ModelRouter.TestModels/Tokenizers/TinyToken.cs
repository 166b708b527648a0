namespace ModelRouter.TestModels;

/// <summary>One entry of a vocabulary.</summary>
/// <param name="Text">The text as the file stores it (spaces and bytes in the tokenizer's own writing).</param>
/// <param name="Type">What the token is for.</param>
/// <param name="Score">Merge preference of a SentencePiece vocabulary: higher merges first; 0 elsewhere.</param>
public readonly record struct TinyToken(string Text, TokenType Type, float Score = 0);
