namespace NanoR1;

/// <summary>The grammatical forms of a core, each with carriers of its own.</summary>
internal enum CoreForm
{
    /// <summary>The product of two numbers.</summary>
    Noun,

    /// <summary>The same where "how much" can be asked.</summary>
    Number,

    /// <summary>Multiply two numbers.</summary>
    Command,

    /// <summary>What the product is.</summary>
    Clause,

    /// <summary>What is the product?</summary>
    Question,

    /// <summary>If one multiplies two numbers (Korean).</summary>
    Condition,
}
