using System.Text.Json;
using Json.Schema;
using Microsoft.Extensions.AI;

namespace ModelRouter.LlamaCpp.Tests;

/// <summary>Requests for answers of a form, and whether they have it.</summary>
internal static class Forms
{
    private static readonly EvaluationOptions Strict = new() { RequireFormatValidation = true };

    /// <summary>Random draws at temperature 1, held to a schema.</summary>
    public static ChatOptions Options(string schema, int seed = 1, int maxTokens = 3000) => new()
    {
        Temperature = 1, TopP = 1, Seed = seed, MaxOutputTokens = maxTokens,
        ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse(schema)),
    };

    public static ChatOptions Grammar(string grammar, int seed = 1) =>
        new() { Temperature = 1, TopP = 1, Seed = seed, AdditionalProperties = new() { [LlamaChatClient.GrammarProperty] = grammar } };

    /// <summary>The answer is JSON, all of it, and fits the schema, by another's judgement.</summary>
    public static void AssertFits(string schema, string answer)
    {
        JsonElement.Parse(answer);

        // The standard counts code points of a text, the judge what a reader sees as one: accents apart from their letters must not join them.
        var value = JsonElement.Parse(string.Concat(answer.EnumerateRunes().Select(rune => rune.IsAscii || RandomSchema.Uses(rune) ? rune.ToString() : "x")));
        var theirs = JsonSchema.FromText(schema, new BuildOptions { SchemaRegistry = new SchemaRegistry() });
        Assert.True(theirs.Evaluate(value, Strict).IsValid, $"'{answer}' does not fit {schema}");
    }

    /// <summary>Whether a grammar lets a text pass, character by character, and end there.</summary>
    public static bool Passes(this Vocabulary vocabulary, string grammar, string text)
    {
        using var compiled = new AnswerGrammar(vocabulary, grammar);
        return vocabulary.Passes(compiled, text);
    }

    /// <summary>Whether a grammar lets a text pass, character by character, and end there.</summary>
    public static bool Passes(this Vocabulary vocabulary, AnswerGrammar grammar, string text)
    {
        using var state = grammar.Begin();
        foreach (var token in vocabulary.Tokenize(text, addSpecial: false, parseSpecial: false))
        {
            if (!state.Allows(token))
            {
                return false;
            }

            state.Accept(token);
        }

        return vocabulary.AnswerTokens.Ends.ToArray().All(state.Allows);
    }
}
