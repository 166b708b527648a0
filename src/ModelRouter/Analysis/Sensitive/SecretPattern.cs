namespace ModelRouter;

/// <summary>What secrets of one kind begin with, and how they go on.</summary>
/// <param name="Beginning">Compared without case where it is a word, with it where it is a token's.</param>
/// <param name="Form">What has to follow.</param>
/// <param name="Least">Characters that have to follow at least.</param>
internal sealed record SecretPattern(string Beginning, SecretForm Form, int Least = 0);
