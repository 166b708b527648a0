using CsCheck;
using Microsoft.Extensions.AI;

namespace ModelRouter.Tests;

public class AnalyzerTests
{
    private readonly HeuristicPromptAnalyzer _analyzer = new();

    [Fact]
    public void Reads_the_persons_request_and_not_the_harness()
    {
        var profile = _analyzer.Analyze(
            [
                new(ChatRole.System, "You write Python code. Refactor whenever you can."),
                new(ChatRole.User, "<system-reminder>Debug the code. Fix every bug in C#.</system-reminder>번역해줘: hello<environment_details>git status</environment_details>"),
                new(ChatRole.Tool, [new FunctionResultContent("1", "def main(): raise Exception")]),
                new(ChatRole.User, "<system-reminder>Run the unit tests.</system-reminder>"),
            ],
            null);

        Assert.Equal((PromptTask.Translation, "ko"), (profile.Task, profile.Language));
    }

    [Fact]
    public void Offered_tools_make_a_lookup_a_tool_use_and_require_the_capability()
    {
        var tools = new ChatOptions { Tools = [AIFunctionFactory.Create((string city) => 12, "weather", "The temperature in a city.")] };
        var bare = _analyzer.Analyze([new(ChatRole.User, "What is the temperature in Seoul?")], null);
        var offered = _analyzer.Analyze([new(ChatRole.User, "What is the temperature in Seoul?")], tools);
        var work = _analyzer.Analyze([new(ChatRole.User, "Translate \"hello\" to Korean.")], tools);
        tools.ToolMode = ChatToolMode.None;
        var forbidden = _analyzer.Analyze([new(ChatRole.User, "What is the temperature in Seoul?")], tools);

        Assert.Equal((PromptTask.ToolUse, ModelCapabilities.Tools), (offered.Task, offered.RequiredCapabilities));
        Assert.True(offered.InputTokens > bare.InputTokens + 20);
        Assert.Equal(PromptTask.Translation, work.Task);
        Assert.Equal(ModelCapabilities.None, forbidden.RequiredCapabilities);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_a_tool_shows_or_says_counts_as_if_the_user_did(bool inList)
    {
        AIContent[] found = [new DataContent(new byte[] { 1 }, "image/png"), new TextContent("mail a.b@example.com")];
        var single = _analyzer.Analyze([new(ChatRole.User, "look"), new(ChatRole.Tool, [new FunctionResultContent("1", inList ? found : found[0])])], null);

        Assert.Equal(ModelCapabilities.Vision, single.RequiredCapabilities);
        Assert.Equal(inList ? DataClass.Personal : DataClass.Public, single.DataClass);
    }

    [Fact]
    public void Images_audio_and_schemas_require_their_capabilities()
    {
        var image = _analyzer.Analyze([new(ChatRole.User, [new TextContent("What is this?"), new UriContent("http://x/a.png", "image/png")])], null);
        var audio = _analyzer.Analyze([new(ChatRole.User, [new TextContent("What is said?"), new DataContent(new byte[] { 1 }, "audio/wav")])], null);
        var schema = _analyzer.Analyze([new(ChatRole.User, "hi")], new() { ResponseFormat = ChatResponseFormat.ForJsonSchema<int>() });

        Assert.Equal(ModelCapabilities.Vision, image.RequiredCapabilities);
        Assert.Equal(ModelCapabilities.Audio, audio.RequiredCapabilities);
        Assert.InRange(audio.InputTokens, 500, 1_500);
        Assert.Equal(ModelCapabilities.JsonSchema, schema.RequiredCapabilities);
    }

    [Fact]
    public void The_profile_tells_what_there_is_to_read_see_and_hear()
    {
        Assert.Equal(PromptModalities.Text, Modalities(new TextContent("hi")));
        Assert.Equal(PromptModalities.Text | PromptModalities.Image, Modalities(new TextContent("hi"), new UriContent("http://x/a.png", "image/png")));
        Assert.Equal(PromptModalities.Audio, Modalities(new DataContent(new byte[] { 1 }, "audio/wav")));
        Assert.Equal(PromptModalities.File, Modalities(new DataContent(new byte[] { 1 }, "application/pdf")));
        Assert.Equal(PromptModalities.File | PromptModalities.Image, Modalities(new HostedFileContent("f1"), new FunctionResultContent("1", new DataContent(new byte[] { 1 }, "image/png"))));
        Assert.Equal(PromptModalities.None, Modalities());

        PromptModalities Modalities(params AIContent[] contents) => _analyzer.Analyze([new(ChatRole.User, contents)], null).Modalities;
    }

    [Fact]
    public void Reading_a_conversation_allocates_little_however_long_it_is()
    {
        var text = string.Concat(Enumerable.Repeat("Please check order 4500123456 of Ann (ann@example.com), ignore the noise: password reset token 42. ", 2_000));
        ChatMessage[] messages = [new(ChatRole.System, "You help."), new(ChatRole.User, text), new(ChatRole.Tool, [new FunctionResultContent("1", text)])];
        // The least of several: a collection may take away what the shared pool of arrays had kept.
        Assert.InRange(Enumerable.Range(0, 5).Min(_ => Allocated()), 0, 2_048);

        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            _analyzer.Analyze(messages, null);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Theory]
    [InlineData("What is 2 + 2?", "What is 2 + 2?")]
    [InlineData("<context>a</context>What is <b>2</b> + 2?<USER_INFO>c</user_info>", "What is <b>2</b> + 2?")]
    [InlineData("a<context>b</context><context>c</context>d<context>e", "ad")]
    [InlineData("a<con<context>b</context>text>c", "a<context>c")]
    [InlineData("a < b<context", "a < b<context")]
    [InlineData("<context>a", "")]
    public void The_request_is_without_what_a_harness_wrote(string text, string expected) =>
        Assert.Equal(expected, PersonRequest.Of([new(ChatRole.User, text)]));

    [Theory]
    [InlineData("What is 2 + 2?", "Prove formally that every continuous function on a compact set is bounded, step by step.")]
    [InlineData("안녕!", "분산 시스템에서 교착 상태의 원인을 논리적으로 자세히 분석해줘.")]
    [InlineData("Write a simple hello world in Python.", "Implement a lock-free queue in C++ and discuss its complexity and edge cases in detail.")]
    public void Hard_prompts_are_harder_than_easy_ones(string easy, string hard) =>
        Assert.True(Difficulty(hard) > Difficulty(easy) + 0.2, $"{Difficulty(easy)} {Difficulty(hard)}");

    [Fact]
    public void The_callers_limit_caps_the_expected_output() =>
        Assert.Equal(7, _analyzer.Analyze([new(ChatRole.User, "Write a poem.")], new() { MaxOutputTokens = 7 }).ExpectedOutputTokens);

    [Theory]
    [InlineData("The quick brown fox jumps over the lazy dog.", 9, 13)]
    [InlineData("오늘은 날씨가 좋아서 친구들과 함께 한강에서 자전거를 탔습니다.", 18, 32)]
    [InlineData("今天天气很好，我们去公园散步吧。", 9, 16)]
    public void Estimates_tokens_by_script(string text, int low, int high) =>
        Assert.InRange(TokenEstimator.Tokens(TokenEstimator.Units(text)), low, high);

    [Fact]
    public void Any_text_gives_a_profile_within_its_ranges() =>
        Gen.String.Array[0, 4].Sample(
            texts =>
            {
                var profile = _analyzer.Analyze(texts.Select(t => new ChatMessage(ChatRole.User, t)).ToArray(), null);
                Assert.InRange(profile.Difficulty, 0, 1);
                Assert.True(profile.InputTokens >= 0 && profile.ExpectedOutputTokens > 0);
            },
            iter: 5_000);

    [Fact]
    public void A_word_that_only_begins_as_an_Italian_number_is_none() =>
        Assert.Equal(DataClass.Public, _analyzer.Analyze([new(ChatRole.User, "abcdef1_k22m333x")], null).DataClass);

    private double Difficulty(string prompt) => _analyzer.Analyze([new(ChatRole.User, prompt)], null).Difficulty;
}
