using CsCheck;
using Microsoft.Extensions.AI;

namespace ModelRouter.NanoR1.Tests;

public class ScopeTests
{
    [Theory]
    [InlineData("What is 487 + 365?", 0)]
    [InlineData("12 곱하기 34는 얼마야?", 0)]
    [InlineData("Which is larger, 411 or 99?", 0)]
    [InlineData("Sort 3, 1, 2 in ascending order.", 0)]
    [InlineData("Is level a palindrome?", 0)]
    [InlineData("How many r's are in strawberry?", 0)]
    [InlineData("Convert 5 km to m.", 0)]
    [InlineData("5킬로미터는 몇 미터야?", 0)]
    [InlineData("Air 298.1 K, process 308.6 K, 1550 rpm, 42 Nm, tool wear 210 min, type L. Which failure?", 1)]
    [InlineData("공기 298.1 K, 공정 308.6 K, 1550 rpm, 42 Nm, 마모 210분, L등급. 어떤 고장입니까?", 1)]
    [InlineData("Write a poem", 2)]
    [InlineData("시를 써줘", 2)]
    [InlineData("What is the capital of France?", 2)]
    [InlineData("Write a Python function that adds two numbers.", 2)]
    [InlineData("What is torque in a milling machine?", 2)]
    [InlineData("What is 20% of 50?", 2)]
    [InlineData("What is 123456 * 789?", 2)]
    [InlineData("What is 1.5 + 2.5?", 2)]
    [InlineData("What is -3 + 5?", 2)]
    [InlineData("Hello", 2)]
    [InlineData("", 2)]
    public void Each_question_is_one_models_work_or_nobodys(string question, int competence)
    {
        Assert.Equal(competence == (int)Competence.Base, Exclusion(NanoR1Models.Base, question) is null);
        Assert.Equal(competence == (int)Competence.Machine, Exclusion(NanoR1Models.Machine, question) is null);
    }

    [Fact]
    public void The_reason_says_what_the_model_was_made_for_and_quotes_nothing()
    {
        var reason = Exclusion(NanoR1Models.Base, "Write a poem about my secret garden");

        Assert.StartsWith("It was made for arithmetic, ", reason, StringComparison.Ordinal);
        Assert.EndsWith(".", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("garden", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_system_prompt_and_json_are_beyond_models_that_know_neither()
    {
        ChatMessage question = new(ChatRole.User, "What is 2 + 2?");
        var scope = NanoR1Models.Base.Scope!;

        Assert.Null(scope.Exclude([question], null));
        Assert.Contains("no system prompt", scope.Exclude([new(ChatRole.System, "Be brief."), question], null), StringComparison.Ordinal);
        Assert.Contains("no system prompt", scope.Exclude([question], new() { Instructions = "Be brief." }), StringComparison.Ordinal);
        Assert.Contains("no JSON", scope.Exclude([question], new() { ResponseFormat = ChatResponseFormat.Json }), StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_question_decides_and_must_be_one()
    {
        ChatMessage poem = new(ChatRole.User, "Write a poem about spring.");
        ChatMessage answer = new(ChatRole.Assistant, "Spring is here.");
        ChatMessage sum = new(ChatRole.User, "What is 2 + 2?");
        var scope = NanoR1Models.Base.Scope!;

        Assert.Null(scope.Exclude([poem, answer, sum], null));
        Assert.NotNull(scope.Exclude([sum, answer, poem], null));
        Assert.NotNull(scope.Exclude([sum, answer], null));
        Assert.NotNull(scope.Exclude([sum, answer, new(ChatRole.User, "And now add 3 to that")], null));
        Assert.NotNull(scope.Exclude([], null));
    }

    [Fact]
    public void A_question_that_brings_more_than_text_or_no_text_is_beyond_them()
    {
        ChatMessage sum = new(ChatRole.User, "What is 12 + 30?");
        ChatMessage answer = new(ChatRole.Assistant, "42");
        var file = new DataContent(new byte[] { 1 }, "application/pdf");
        var scope = NanoR1Models.Base.Scope!;

        Assert.Null(scope.Exclude([new(ChatRole.User, [new DataContent(new byte[] { 1 }, "image/png")]), answer, sum], null));
        Assert.Contains("brings something else", scope.Exclude([sum, answer, new(ChatRole.User, [file])], null), StringComparison.Ordinal);
        Assert.Contains("brings something else", scope.Exclude([new(ChatRole.User, [new TextContent("What is 12 + 30?"), file])], null), StringComparison.Ordinal);
        Assert.NotNull(scope.Exclude([sum, answer, new(ChatRole.User, "")], null));
        Assert.NotNull(scope.Exclude([sum, answer, new(ChatRole.User, "<environment_details>linux</environment_details>")], null));
        Assert.NotNull(scope.Exclude([sum, answer, new(ChatRole.User, [])], null));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_earlier_question_is_not_sent_again(bool stream)
    {
        var engine = new Recorder();
        using var client = new LastQuestionChatClient(engine);
        ChatMessage[] earlier = [new(ChatRole.User, "What is 12 + 30?"), new(ChatRole.Assistant, "42")];
        foreach (var (last, sent) in (IEnumerable<(string, string)>)[("What is 2 + 2?", "What is 2 + 2?"), ("", ""), ("<context>linux</context>", "")])
        {
            ChatMessage[] messages = [.. earlier, new(ChatRole.User, last)];
            _ = stream
                ? await client.GetStreamingResponseAsync(messages, cancellationToken: TestContext.Current.CancellationToken).ToChatResponseAsync(TestContext.Current.CancellationToken)
                : await client.GetResponseAsync(messages, cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal(sent, Assert.Single(engine.Sent).Text);
        }
    }

    [Fact]
    public void Any_text_is_judged_and_none_is_for_both() => Gen.String.Sample(text =>
        Assert.False(Exclusion(NanoR1Models.Base, text) is null && Exclusion(NanoR1Models.Machine, text) is null));

    [Fact]
    public void A_long_question_is_beyond_both_whatever_it_asks()
    {
        var text = string.Join(' ', Enumerable.Repeat("What is 2 + 2?", 1_000));

        Assert.NotNull(Exclusion(NanoR1Models.Base, text));
        Assert.NotNull(Exclusion(NanoR1Models.Machine, text));
    }

    [Fact]
    public void Weights_survive_their_file_and_other_bytes_are_refused()
    {
        var file = ScopeClassifier.Trained.Write();

        Assert.True(file.Length <= 64 * 1024, $"{file.Length} bytes");
        Assert.Equal(file, ScopeClassifier.Read(file).Write());
        Assert.Throws<InvalidDataException>(() => ScopeClassifier.Read(file.AsSpan(1)));
        file[0] ^= 1;
        Assert.Throws<InvalidDataException>(() => ScopeClassifier.Read(file));
    }

    [Theory]
    [InlineData("  What   is\n487 + 1,365 ", " what is 0 + 0 ")]
    [InlineData("“Level”", " \"level\" ")]
    [InlineData("", " ")]
    public void Text_is_read_without_case_digits_and_spaces(string text, string expected) =>
        Assert.Equal(expected, ScopeText.Normalize(text, new char[ScopeText.MaxLength + 2]).ToString());

    [Fact]
    public void Quoted_words_are_what_a_question_is_about()
    {
        var words = new List<string>();
        foreach (var word in new ScopeWords(" how many \"r\" are in 'berry', it's here "))
        {
            words.Add(word.ToString());
        }

        Assert.Equal("how many are in it s here", string.Join(' ', words));
    }

    private sealed class Recorder : IChatClient
    {
        public IReadOnlyList<ChatMessage> Sent { get; private set; } = [];

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            Sent = [.. messages];
            return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "4")));
        }

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
            {
                yield return update;
            }
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }

    private static string? Exclusion(ModelProfile model, string question) => model.Scope!.Exclude([new(ChatRole.User, question)], null);
}
