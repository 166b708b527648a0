using Microsoft.Extensions.AI;
using ModelRouter;
using ModelRouter.LlamaCpp;

namespace NanoR1.Tests;

/// <summary>What the example writes is what the product reads.</summary>
public sealed class ModelGgufTests
{
    [Theory]
    [InlineData("What is 487 + 365?")]
    [InlineData("487 더하기 365는 얼마입니까?")]
    [InlineData("  Two  spaces,\ta tab,\r\n\r\nlines \n and   1234567890.5 K's we'll ")]
    [InlineData("한글と漢字🙂é\u0301\u200b\u007f")]
    [InlineData("")]
    public async Task The_product_reads_a_prompt_in_the_tokens_that_training_uses(string text)
    {
        using var model = new RandomModel();
        using var loaded = await LoadAsync(model);
        var prompt = loaded.Prompts.Build([new ChatMessage(ChatRole.User, text)], null);
        Assert.Equal(ByteTokenizer.Prompt(text), prompt.Tokens);
        Assert.True(prompt.StartsInThought);
    }

    [Fact]
    public async Task Every_token_says_its_byte_and_the_tags_and_the_end_are_known()
    {
        using var model = new RandomModel();
        using var loaded = await LoadAsync(model);
        var vocabulary = loaded.Model.Vocabulary;
        Assert.Equal(ByteTokenizer.VocabularySize, vocabulary.Size);
        Assert.All(Enumerable.Range(0, 256), value => Assert.Equal([(byte)value], vocabulary.Piece(value).ToArray()));
        Assert.Equal("<think>"u8.ToArray(), vocabulary.Piece(ByteTokenizer.BeginThought).ToArray());
        Assert.Equal([ByteTokenizer.EndThought], loaded.CloseThought["</think>"]);
        var ends = Enumerable.Range(0, vocabulary.Size).Where(vocabulary.IsEndOfGeneration);
        Assert.Equal([ByteTokenizer.EndOfSentence], ends);
    }

    [Fact]
    public async Task What_the_model_shall_say_is_split_into_thought_and_answer()
    {
        using var model = new RandomModel();
        using var loaded = await LoadAsync(model);
        var output = new OutputText(loaded.Model.Vocabulary, new ThinkSplitter(startsInThought: true), null);
        var (thought, answer) = ("", "");
        foreach (var token in ByteTokenizer.Completion("7+5=12\n한 줄", "12명").SkipLast(1))
        {
            var split = output.Add(token);
            (thought, answer) = (thought + split.Reasoning, answer + split.Answer);
        }

        var rest = output.Flush();
        Assert.Equal("7+5=12\n한 줄", (thought + rest.Reasoning).Trim());
        Assert.Equal("12명", (answer + rest.Answer).Trim());
    }

    [Theory]
    [InlineData("F32")]
    [InlineData("F16")]
    [InlineData("Q8_0")]
    public async Task A_file_of_each_type_loads_and_answers(string type)
    {
        using var model = new RandomModel(Enum.Parse<GgufTensorType>(type));
        using var client = new LlamaChatClient(new() { ModelPath = model.Path, Threads = 1 });
        var response = await client.GetResponseAsync(
            [new(ChatRole.User, "1+1")], new() { Temperature = 0, MaxOutputTokens = 5 }, TestContext.Current.CancellationToken);
        Assert.InRange(response.Usage!.OutputTokenCount!.Value, 1, 5);
        Assert.Equal(type, client.Info!.Quantization);
        Assert.Equal("NanoR1", client.Info.Name);
        Assert.Equal(512, client.Info.TrainedContext);
    }

    [Fact]
    public async Task An_adapter_of_zeros_changes_nothing_and_another_one_does()
    {
        using var model = new RandomModel();
        var plain = await SayAsync(model, null);
        Assert.Equal(plain, await SayAsync(model, Adapter(model, 0)));
        Assert.False(plain == await SayAsync(model, Adapter(model, 3)), "The adapter changed nothing.");
    }

    private static string Adapter(RandomModel model, float size)
    {
        var random = new Random(2);
        var width = RandomModel.Shape.Width;
        var path = model.NewPath($"lora-{size}.gguf");
        AdapterGguf.Write(path, [new("blk.0.attn_v.weight", width, width, 4, Values(4 * width), Values(width * 4))], 8, "Adapter", "Random.");
        return path;

        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() - 0.5f) * size)];
    }

    private static async Task<string> SayAsync(RandomModel model, string? adapter)
    {
        using var client = new LlamaChatClient(new() { ModelPath = model.Path, LoraPath = adapter, Threads = 1 });
        var options = new ChatOptions { Temperature = 0, MaxOutputTokens = 24 };
        var response = await client.GetResponseAsync([new(ChatRole.User, "1+1")], options, TestContext.Current.CancellationToken);
        return string.Concat(response.Messages.SelectMany(message => message.Contents).Select(content => content.ToString()));
    }

    private static Task<LoadedModel> LoadAsync(RandomModel model) =>
        LoadedModel.LoadAsync(new() { ModelPath = model.Path, Threads = 1 }, _ => { }, null, TestContext.Current.CancellationToken);
}
