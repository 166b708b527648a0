using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter.LlamaCpp;

/// <summary>What form a request wants its answer in.</summary>
internal static class AnswerForm
{
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
