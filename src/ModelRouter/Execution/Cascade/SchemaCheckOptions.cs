namespace ModelRouter;

/// <summary>The check of answers to requests with <see cref="Microsoft.Extensions.AI.ChatResponseFormatJson"/>: the whole answer has to be one JSON
/// value that fits the schema, if there is one.</summary>
/// <remarks>Of JSON Schema it knows <c>type</c>, <c>enum</c>, <c>const</c>, <c>$ref</c> within the schema, <c>allOf</c>, <c>anyOf</c>, <c>oneOf</c>, <c>not</c>,
/// and what bounds objects, arrays, texts and numbers; other keywords (<c>format</c>, <c>if</c>, <c>unevaluatedProperties</c>…) are not checked.</remarks>
public sealed class SchemaCheckOptions : AnswerCheckOptions
{
    internal SchemaCheckOptions()
        : base(sensitivity: 0.3, specificity: 0.99)
    {
    }

    /// <summary>Whether such answers are checked. Default true. Sensitivity 0.3 and specificity 0.99 are guesses: what fits may still be wrong, and what doesn't is.</summary>
    public bool IsEnabled { get; set; } = true;
}
