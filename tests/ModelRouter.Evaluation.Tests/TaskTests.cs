namespace ModelRouter.Evaluation.Tests;

public sealed class TaskTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("modelrouter-tasks-").FullName;

    [Theory]
    [InlineData("summarisation", PromptTask.Summarization)]
    [InlineData("knowledge_qa", PromptTask.Knowledge)]
    [InlineData("Coding", PromptTask.Code)]
    [InlineData("creative writing", PromptTask.CreativeWriting)]
    [InlineData("creative_writing", PromptTask.CreativeWriting)]
    [InlineData("planning/agent", PromptTask.Planning)]
    [InlineData("MATH", PromptTask.Math)]
    [InlineData("tool-use", PromptTask.ToolUse)]
    [InlineData("weather", null)]
    [InlineData("", null)]
    public void Names_are_read_leniently(string name, PromptTask? expected) => Assert.Equal(expected, TaskNames.Find(name));

    [Fact]
    public void Every_task_has_its_own_name() =>
        Assert.All(Enum.GetValues<PromptTask>(), static task => Assert.Equal(task, TaskNames.Find(task.ToString())));

    [Fact]
    public async Task Rows_are_read_and_what_is_left_out_is_counted()
    {
        var data = await ReadAsync(
            """{"id":"a","prompt":"What is 2 + 2?","task":"maths","lang":"en"}""", """{"prompt":"x","task":null}""", """{"prompt":"x"}""",
            """{"prompt":"x","task":"weather"}""", """{"prompt":"x","task":"weather"}""", """{"task":"math"}""", "{", """{"prompt":"Fix this code.","task":"coding","lang":"ko"}""", """{"prompt":"\ud83d","task":"coding"}""",
            """{"prompt":"x","task":"coding","\ud83d":1}""");

        Assert.Equal([("a", PromptTask.Math, "en"), ("8", PromptTask.Code, "ko")], data.Rows.Select(static row => (row.Id, row.Task, row.Language)));
        Assert.Equal((2, 2), (data.Untold, data.Unknown["weather"]));
        Assert.Equal([6L, 7, 9, 10], data.Broken.Select(static row => row.Line));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("""{"prompt":"x"}""", "no row with a 'task'")]
    [InlineData("""{"prompt":"x","task":"weather"}""", "it has: weather. Known are: Chat, Code")]
    [InlineData("{", "line 1")]
    public async Task Data_without_a_usable_row_is_an_error(string text, string expected)
    {
        var failure = await Assert.ThrowsAsync<RoutingDataException>(() => ReadAsync(text));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_counts_who_was_taken_for_what()
    {
        TaskRow[] rows =
        [
            new("1", "Fix this C# method: public int Add(int a, int b) => a - b;", PromptTask.Code, "en"),
            new("2", "Translate into Korean: The meeting has been moved to Friday.", PromptTask.Translation, "en"),
            new("3", "Translate into Korean: The meeting has been moved to Monday.", PromptTask.Code, "ko"),
        ];
        var report = TaskReport.Of(new(rows, [], 0, new Dictionary<string, int>(StringComparer.Ordinal)), new HeuristicPromptAnalyzer(), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal([PromptTask.Code, PromptTask.Translation, PromptTask.Translation], report.Predicted);
        Assert.Equal(2.0 / 3, report.Accuracy.Estimate, 9);
        Assert.Equal(0.75, report.MeanByTask, 9);
        Assert.Equal([("en", 2, 1.0), ("ko", 1, 0.0)], report.Languages.Select(static slice => (slice.Language, slice.Rows, slice.Accuracy.Estimate)));
        Assert.Equal(1, report.Confusion[(PromptTask.Code, PromptTask.Translation)]);
        Assert.Equal(3, report.Confusion.Values.Sum());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<TaskDataset> ReadAsync(params string[] lines)
    {
        var path = Path.Combine(_folder, "tasks.jsonl");
        await File.WriteAllLinesAsync(path, lines, TestContext.Current.CancellationToken);
        return await TaskDataReader.ReadAsync(path, TestContext.Current.CancellationToken);
    }
}
