using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;
using ModelRouter.TestModels;

namespace ModelRouter.LlamaCpp.Tests;

/// <summary>Schemas that Microsoft.Extensions.AI makes of types.</summary>
public sealed class TypeSchemaTests
{
    private enum Mood
    {
        Calm,
        Wild,
    }

    [Fact]
    public async Task Schemas_that_are_made_of_types_are_understood()
    {
        using var model = TinyModel.R1();
        using var loaded = await Tiny.LoadAsync(Tiny.Options(model));
        var grammar = SchemaGrammar.Convert(((ChatResponseFormatJson)ChatResponseFormat.ForJsonSchema<Story>()).Schema!.Value);

        var text = JsonSerializer.Serialize(new Story("x", 3, 1.5, Mood.Wild, "z", [new("y", [true])], new(StringComparer.Ordinal) { ["k"] = 1 }), AIJsonUtilities.DefaultOptions);

        Assert.True(loaded.Model.Vocabulary.Passes(grammar, text), $"{text}\n{grammar}");
        Assert.False(loaded.Model.Vocabulary.Passes(grammar, text.Replace("true", "1", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Types_as_they_are_annotated_are_understood()
    {
        using var model = TinyModel.R1();
        using var loaded = await Tiny.LoadAsync(Tiny.Options(model));
        var grammar = SchemaGrammar.Convert(((ChatResponseFormatJson)ChatResponseFormat.ForJsonSchema<Zoo>()).Schema!.Value);
        var zoo = new Zoo([new Dog("a", 3), new Cat("b")], 12.5, long.MaxValue, "x", "a@b.de", new(9, 30, 15));

        var text = JsonSerializer.Serialize(zoo, AIJsonUtilities.DefaultOptions);

        Assert.True(loaded.Model.Vocabulary.Passes(grammar, text), $"{text}\n{grammar}");
        Assert.False(loaded.Model.Vocabulary.Passes(grammar, text.Replace("dog", "cat", StringComparison.Ordinal)));
        Assert.False(loaded.Model.Vocabulary.Passes(grammar, text.Replace("12.5", "-1", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Times_of_a_day_can_be_read_by_NET()
    {
        using var model = TinyModel.Markov(
            MarkovChain.Script("\n", "{\"start\":\"", "09:", "30", ":00", "\"}"), TinyFamily.Llama, new() { Layers = 1, ChatTemplate = ChatTemplates.ChatMl });
        using var client = Tiny.Client(model);

        foreach (var streaming in (bool[])[false, true])
        {
            var answer = await client.AskAsync(streaming, options: new() { Temperature = 0, ResponseFormat = ChatResponseFormat.ForJsonSchema<Meeting>() });

            Assert.Equal(new Meeting(new(9, 30)), JsonSerializer.Deserialize<Meeting>(answer.Text, AIJsonUtilities.DefaultOptions));
        }
    }

    private sealed record Story(
        [property: Description("Its name.")] string Title, int Pages, double? Price, Mood Mood, string? Author, List<Chapter> Chapters, Dictionary<string, int> Counts);

    private sealed record Meeting(TimeOnly Start);

    private sealed record Zoo(
        List<Animal> Animals, [property: Range(0, double.MaxValue)] double Price, [property: Range(0, long.MaxValue)] long Id, [property: StringLength(4000)] string Notes,
        [property: EmailAddress, StringLength(254)] string Mail, TimeOnly Opens);

    [JsonDerivedType(typeof(Dog), "dog")]
    [JsonDerivedType(typeof(Cat), "cat")]
    private abstract record Animal(string Name);

    private sealed record Dog(string Name, int Age) : Animal(Name);

    private sealed record Cat(string Name) : Animal(Name);

    private sealed record Chapter(string Name, bool[] Flags);
}
