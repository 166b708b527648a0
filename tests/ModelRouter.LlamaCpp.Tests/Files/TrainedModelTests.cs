using Microsoft.Extensions.AI;

namespace ModelRouter.LlamaCpp.Tests;

/// <summary>The checks let real files pass: a trained model with its adapter, and DeepSeek-R1's tokenizer in full.</summary>
public sealed class TrainedModelTests
{
    [Fact]
    public async Task A_trained_model_tells_a_story_and_its_adapter_another()
    {
        var options = new LlamaModelOptions { ModelPath = Find("stories260K.gguf"), Format = PromptFormat.Completion, Threads = 1 };
        using var plain = new LlamaChatClient(options);
        using var adapted = new LlamaChatClient(options with { LoraPath = Find("stories260K-lora-docs.gguf") });
        var few = Chat.Greedy;
        few.MaxOutputTokens = 40;

        var story = await plain.AskAsync(streaming: false, "Once upon a time", few);
        var other = await adapted.AskAsync(streaming: false, "Once upon a time", few);

        Assert.Contains("there was a", story.Text, StringComparison.Ordinal);
        Assert.False(story.Text == other.Text);
    }

    [Fact]
    public async Task The_whole_tokenizer_of_R1_is_accepted()
    {
        using var loaded = await Tiny.LoadAsync(new() { ModelPath = Find("r1-distill-qwen-shape-d32.gguf"), Threads = 1, ContextSize = 256 });

        var prompt = loaded.Prompts.Build([new ChatMessage(ChatRole.User, "Hi")], null);

        Assert.Equal([151_646, 151_644], prompt.Tokens[..2]);
        Assert.Equal([151_645, 151_648, 198], prompt.Tokens[^3..]);
        Assert.True(prompt.StartsInThought);
        Assert.Equal([151_649], loaded.CloseThought["</think>"]);
    }

    [Fact]
    public async Task A_trained_model_is_held_to_a_schema()
    {
        const string Schema = """{"type":"object","properties":{"hero":{"enum":["Lily","Tom"]},"text":{"type":"string","maxLength":40}},"required":["hero","text"]}""";
        using var client = new LlamaChatClient(new() { ModelPath = Find("stories260K.gguf"), Format = PromptFormat.Completion, Threads = 1 });

        for (var seed = 0; seed < 10; seed++)
        {
            Forms.AssertFits(Schema, (await client.AskAsync(streaming: seed % 2 == 0, "Once upon a time", Forms.Options(Schema, seed))).Text);
        }
    }

    [Fact]
    public async Task The_whole_vocabulary_of_R1_is_held_to_a_schema_after_the_thought()
    {
        const string Schema = """{"type":"array","items":{"type":"object","properties":{"name":{"type":"string","maxLength":20},"age":{"type":"integer"}},"required":["name"]},"minItems":1,"maxItems":3}""";
        using var client = new LlamaChatClient(new() { ModelPath = Find("r1-distill-qwen-shape-d32.gguf"), Threads = 1, ContextSize = 1024 });

        for (var seed = 0; seed < 4; seed++)
        {
            var options = Forms.Options(Schema, seed, maxTokens: 900);
            options.AdditionalProperties = new() { ["think_budget"] = 10 };
            var response = await client.AskAsync(streaming: seed % 2 == 0, options: options);
            Forms.AssertFits(Schema, response.Text);
            Assert.Equal(11, response.Usage!.ReasoningTokenCount);
        }
    }

    private static string Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "models", name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        Assert.Skip($"shared/models/{name} is not there.");
        return "";
    }
}
