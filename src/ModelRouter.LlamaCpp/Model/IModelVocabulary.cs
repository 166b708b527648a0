namespace ModelRouter.LlamaCpp;

/// <summary>What prompts and answers need of a model's tokenizer, whichever library runs the model. Safe for concurrent use.</summary>
internal interface IModelVocabulary
{
    /// <summary>Tokens that there are; the width of a row of logits.</summary>
    int Size { get; }

    /// <summary>The text of the token that begins a sequence; empty if there is none.</summary>
    string BeginningText { get; }

    /// <summary>True if a token ends the answer.</summary>
    bool IsEndOfGeneration(int token);

    /// <summary>True if <paramref name="text"/> spells a control token, with which it could forge a turn of the conversation.</summary>
    bool SpellsControlToken(string text);

    /// <summary>The tokens of <paramref name="text"/>.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="addSpecial">Put the beginning-of-sequence token in front if the model wants one.</param>
    /// <param name="parseSpecial">Read spelled control tokens as such rather than as plain text.</param>
    /// <exception cref="LlamaException">The vocabulary has no tokens for the text.</exception>
    int[] Tokenize(string text, bool addSpecial, bool parseSpecial);

    /// <summary>The UTF-8 bytes that a token stands for, perhaps a part of a character; empty for control tokens other than the think tags.</summary>
    ReadOnlySpan<byte> Piece(int token);
}
