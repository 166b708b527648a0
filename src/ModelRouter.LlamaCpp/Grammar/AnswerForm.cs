using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter.LlamaCpp;

/// <summary>What form a request wants its answer in.</summary>
internal static class AnswerForm
{
    /// <summary>Makes a form ready for a model's vocabulary, which must be held.</summary>
    /// <param name="vocabulary">The model's vocabulary.</param>
    /// <param name="grammar">What <see cref="ReadGrammar"/> has given for the options.</param>
    /// <param name="options">The request's options.</param>
    /// <exception cref="UnsupportedSchemaException">The JSON schema asks for what makes no grammar, such as more than one may have.</exception>
    /// <exception cref="ArgumentException">The caller's own grammar is malformed; the message says where.</exception>
    public static AnswerGrammar Compile(Vocabulary vocabulary, string grammar, ChatOptions? options)
    {
        try
        {
            return new(vocabulary, grammar);
        }
        catch (ArgumentException unfit) when (options?.ResponseFormat is ChatResponseFormatJson)
        {
            // Nobody wrote the grammar: what is wrong with it says what this engine can't do, and another model may.
            throw new UnsupportedSchemaException("#", $"no grammar can be made of it: {unfit.Message.TrimEnd('.')}");
        }
    }

    /// <summary>The grammar in GBNF to which the answer is to be held; <see langword="null"/> if it is free.</summary>
    /// <exception cref="UnsupportedSchemaException">The JSON schema asks for what a grammar can't hold answers to.</exception>
    /// <exception cref="ArgumentException">The grammar is no text, or comes beside a form of JSON.</exception>
    public static string? ReadGrammar(ChatOptions? options)
    {
        var json = options?.ResponseFormat as ChatResponseFormatJson;
        object? given = null;
        if (options?.AdditionalProperties?.TryGetValue(LlamaChatClient.GrammarProperty, out given) != true || given is null)
        {
            return json is null ? null : json.Schema is { } schema ? SchemaGrammar.Convert(schema) : SchemaGrammar.AnyObject();
        }

        if (json is not null)
        {
            throw new ArgumentException($"A request has either a ResponseFormat of JSON or a {LlamaChatClient.GrammarProperty}, not both.", nameof(options));
        }

        return given switch
        {
            string text => text,
            JsonElement { ValueKind: JsonValueKind.String } text => text.GetString(),
            _ => throw new ArgumentException($"{LlamaChatClient.GrammarProperty} must be a text in GBNF, not {given.GetType().Name}.", nameof(options)),
        };
    }
}
