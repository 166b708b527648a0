namespace ModelRouter.NanoR1;

/// <summary>Whose work a question is.</summary>
internal enum Competence
{
    /// <summary>The base model's: arithmetic, comparing, sorting, palindromes, letters, units, dates, word problems of one or two steps.</summary>
    Base,

    /// <summary>The specialist's: one machine's process data.</summary>
    Machine,

    /// <summary>Neither's.</summary>
    Beyond,
}
