namespace ModelRouter;

/// <summary>What tells one language from others in the same script.</summary>
/// <param name="Code">Its ISO 639-1 code.</param>
/// <param name="Script">The script that it is written in.</param>
/// <param name="Words">Its commonest words, in lower case, apart by spaces.</param>
/// <param name="Letters">Letters that it has beyond those which all languages of the script share.</param>
/// <param name="Endings">Three letters each with which many of its longer words end, apart by spaces.</param>
internal sealed record LanguageProfile(string Code, Script Script, string Words, string Letters, string Endings);
