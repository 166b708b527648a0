using System.Collections.Concurrent;
using Microsoft.Extensions.AI;

namespace ModelRouter.Tests;

/// <summary>An embedding generator that knows of made-up words which of two things they mean, which their letters don't tell.</summary>
internal sealed class WordMeanings : IEmbeddingGenerator<string, Embedding<float>>
{
    private const string Consonants = "bdfgklmnprstvz";
    private const string Vowels = "aeiou";

    public ConcurrentQueue<string> Seen { get; } = new();

    public int Numbers { get; init; } = 32;

    public string Model { get; init; } = "meanings";

    /// <summary>What happens instead.</summary>
    public Func<CancellationToken, Task<GeneratedEmbeddings<Embedding<float>>>>? Instead { get; set; }

    /// <summary>A word; even and odd numbers mean the two things.</summary>
    public static string Word(int number)
    {
        var random = new Random(number);
        return string.Concat(Enumerable.Range(0, 4).Select(_ => $"{Consonants[random.Next(Consonants.Length)]}{Vowels[random.Next(Vowels.Length)]}"));
    }

    public static ChatMessage Ask(int word) => new(ChatRole.User, $"Please tell me all about {Word(word)}.");

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values.ToArray();
        Array.ForEach(texts, Seen.Enqueue);
        return Instead?.Invoke(cancellationToken) ?? Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(texts.Select(text => new Embedding<float>(Meaning(text)))));
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(EmbeddingGeneratorMetadata) ? new EmbeddingGeneratorMetadata("test", null, Model) : null;

    public void Dispose()
    {
    }

    private float[] Meaning(string text)
    {
        var word = Enumerable.Range(0, 200).FirstOrDefault(number => text.Contains(Word(number), StringComparison.Ordinal), -1);
        var random = new Random(word);
        var meaning = new float[Numbers];
        for (var i = 0; i < meaning.Length; i++)
        {
            meaning[i] = (float)(random.NextDouble() - 0.5) / 4;
        }

        meaning[word & 1] += 1;
        return meaning;
    }
}
