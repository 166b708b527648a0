namespace ModelRouter.TestModels;

/// <summary>What a token is for; the values are llama.cpp's token types.</summary>
public enum TokenType
{
    /// <summary>An ordinary piece of text.</summary>
    Normal = 1,

    /// <summary>The token for text that has none.</summary>
    Unknown = 2,

    /// <summary>A marker that is not part of the visible text.</summary>
    Control = 3,

    /// <summary>A marker that is visible text and always one token, such as <c>&lt;think&gt;</c>.</summary>
    UserDefined = 4,

    /// <summary>One byte.</summary>
    Byte = 6,
}
