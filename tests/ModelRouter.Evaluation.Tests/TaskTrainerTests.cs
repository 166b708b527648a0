using System.Globalization;
using System.Text;

namespace ModelRouter.Evaluation.Tests;

public sealed class TaskTrainerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("modelrouter-tasks-").FullName;

    [Fact]
    public async Task The_same_prompts_give_the_same_weights_which_know_them()
    {
        var all = await TaskPrompts.ReadAsync("train");
        var some = all.Where(static (_, i) => i % 40 == 0).ToList();
        var first = TaskTrainer.Train(some, TestContext.Current.CancellationToken);
        var second = TaskTrainer.Train(some, TestContext.Current.CancellationToken);
        var classifier = new TaskClassifier(first);

        Assert.Equal(Bytes(first), Bytes(second));
        Assert.InRange(some.Average(prompt => TaskPrompts.Judge(classifier, prompt.Prompt).Task == prompt.Task ? 1.0 : 0), 0.95, 1);
    }

    [Fact]
    public async Task Weights_are_read_as_they_were_written()
    {
        var some = (await TaskPrompts.ReadAsync("train")).Take(30).ToList();
        var weights = TaskTrainer.Train(some, TestContext.Current.CancellationToken);
        var read = TaskWeights.Read(new MemoryStream(Bytes(weights)));

        Assert.Equal(weights.Rows, read.Rows);
        Assert.All(some, prompt =>
            Assert.Equal(TaskPrompts.Judge(new(weights), prompt.Prompt), TaskPrompts.Judge(new(read), prompt.Prompt)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(5_000)]
    public void Cut_or_foreign_weights_are_refused(int length)
    {
        var bytes = new byte[length];
        "MRTASK01"u8[..Math.Min(8, length)].CopyTo(bytes);

        Assert.Throws<InvalidDataException>(() => TaskWeights.Read(new MemoryStream(bytes)));
        Assert.Throws<InvalidDataException>(() => TaskWeights.Read(new MemoryStream(new byte[1_000_000])));
    }

    [Theory]
    [InlineData("""{"prompt":"p","task":"cooking","domain":"law","lang":"en","difficulty":"easy"}""", "cooking")]
    [InlineData("""{"prompt":"p","task":"code","domain":"law","lang":"en","difficulty":"tough"}""", "tough")]
    [InlineData("""{"prompt":"p","task":"code","domain":"law","lang":"en"}""", "line 2: 'difficulty' is missing or empty.")]
    [InlineData("[]", "line 2: A row must be a JSON object.")]
    [InlineData("no JSON", "line 2")]
    public async Task A_row_that_cannot_be_read_is_named(string row, string named)
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "a.jsonl"),
            """{"prompt":"p","task":"creative_writing","domain":"law","lang":"en","difficulty":"easy"}""" + "\n" + row,
            TestContext.Current.CancellationToken);
        var bad = await Assert.ThrowsAsync<RoutingDataException>(() => TaskTrainer.TrainAsync(_folder, Stream.Null, TestContext.Current.CancellationToken));

        Assert.Contains(named, bad.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_prompt_of_the_test_was_learned_from()
    {
        var learned = (await TaskPrompts.ReadAsync("train")).Select(static prompt => Bare(prompt.Prompt)).ToHashSet(StringComparer.Ordinal);

        Assert.DoesNotContain(await TaskPrompts.ReadAsync("test"), prompt => learned.Contains(Bare(prompt.Prompt)));
    }

    /// <summary>The honest figure: learned from one writer of a language, asked about the other. Runs a minute, so on demand.</summary>
    [Fact(Explicit = true)]
    public async Task Across_writers()
    {
        var prompts = await TaskPrompts.ReadAsync("train");
        foreach (var (writer, other) in new[] { ("1", "2"), ("2", "1") })
        {
            var classifier = new TaskClassifier(TaskTrainer.Train(
                [.. prompts.Where(prompt => !prompt.Source.EndsWith(other, StringComparison.Ordinal))], TestContext.Current.CancellationToken));
            foreach (var rows in prompts.Where(prompt => prompt.Source.EndsWith(other, StringComparison.Ordinal)).GroupBy(static prompt => prompt.Language, StringComparer.Ordinal))
            {
                var judged = rows.Select(row => (row, Judged: TaskPrompts.Judge(classifier, row.Prompt))).ToList();
                TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{rows.Key}, writer {writer} to {other}: task {judged.Average(static r => r.row.Task == r.Judged.Task ? 1.0 : 0):f3}, domain {judged.Average(static r => r.row.Domain == r.Judged.Domain ? 1.0 : 0):f3}, difficulty off by {judged.Average(static r => Math.Abs(r.row.Difficulty - r.Judged.Difficulty)):f3}"));
                Assert.True(judged.Average(static r => r.row.Task == r.Judged.Task ? 1.0 : 0) > 0.7);
            }
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static byte[] Bytes(TaskWeights weights)
    {
        using var stream = new MemoryStream();
        weights.Write(stream);
        return stream.ToArray();
    }

    private static string Bare(string text)
    {
        var bare = new StringBuilder();
        foreach (var c in text.Where(char.IsLetterOrDigit))
        {
            bare.Append(char.ToLowerInvariant(c));
        }

        return bare.ToString();
    }
}
