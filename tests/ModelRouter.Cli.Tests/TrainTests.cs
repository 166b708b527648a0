using System.CommandLine;

namespace ModelRouter.Cli.Tests;

public sealed class TrainTests : IDisposable
{
    private readonly EvalData _data = new();

    [Fact]
    public async Task Weights_are_written_as_a_whole_and_never_over_others_unasked()
    {
        var (rows, weights) = (_data.PathOf("rows.jsonl"), _data.PathOf("weights"));
        Assert.Equal(0, await RunAsync(Write, "--data", rows, $"{_data.PathOf("labels.jsonl")}={_data.PathOf("rows.models.json")}", "--out", weights, "--seed", "7"));
        Assert.Equal("2 sets, 360 rows, seed 7", await File.ReadAllTextAsync(weights, TestContext.Current.CancellationToken));

        var there = await Assert.ThrowsAsync<UsageException>(() => RunAsync(Write, "--data", rows, "--out", weights));
        Assert.Contains("is there already", there.Message, StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync(Write, "--data", rows, "--out", weights, "--force"));
        Assert.Equal("1 sets, 160 rows, seed 0", await File.ReadAllTextAsync(weights, TestContext.Current.CancellationToken));

        // What fails or is cancelled midway leaves the old file, and nothing beside it.
        await Assert.ThrowsAsync<OperationCanceledException>(() => RunAsync(
            static (_, _, file, _, _) => { file.Write("half"u8); throw new OperationCanceledException(); }, "--data", rows, "--out", weights, "--force"));
        Assert.Equal("1 sets, 160 rows, seed 0", await File.ReadAllTextAsync(weights, TestContext.Current.CancellationToken));
        Assert.Empty(Directory.GetFiles(_data.Folder, "*.partial"));

        static void Write(IReadOnlyList<ModelRouter.Evaluation.RoutingDataset> data, int seed, Stream file, IProgress<float> progress, CancellationToken ct)
        {
            using var writer = new StreamWriter(file, leaveOpen: true);
            writer.Write($"{data.Count} sets, {data.Sum(static set => set.Rows.Count)} rows, seed {seed}");
        }
    }

    [Fact]
    public async Task Weights_of_tasks_are_never_written_over_others_unasked()
    {
        var (folder, weights) = (Directory.CreateDirectory(_data.PathOf("prompts")).FullName, _data.PathOf("weights"));
        await File.WriteAllTextAsync(weights, "precious", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "a.jsonl"), "no JSON", TestContext.Current.CancellationToken);

        Assert.Contains("is there already", (await Assert.ThrowsAsync<UsageException>(() => RunAsync("--out", weights))).Message, StringComparison.Ordinal);
        Assert.Contains("line 1", (await Assert.ThrowsAsync<UsageException>(() => RunAsync("--out", weights, "--force"))).Message, StringComparison.Ordinal);

        Task<int> RunAsync(params string[] arguments) => new TrainTasksCommand(new Terminal()).Parse([folder, .. arguments])
            .InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("none.jsonl", "weights", "the file 'none.jsonl' of --data does not exist")]
    [InlineData("labels.jsonl", "weights", "--data labels.jsonl=models.json, or put it beside as 'labels.models.json'")]
    [InlineData("rows.jsonl", "none/weights", "the folder of --out 'none/weights' does not exist")]
    public async Task What_cannot_be_learned_from_is_told_before(string rows, string weights, string expected)
    {
        var failure = await Assert.ThrowsAsync<UsageException>(() => RunAsync(
            static (_, _, _, _, _) => Assert.Fail("nothing to learn from"), "--data", _data.PathOf(rows), "--out", _data.PathOf(weights)));
        Assert.Contains(expected, failure.Message.Replace(_data.Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    public void Dispose() => _data.Dispose();

    private static Task<int> RunAsync(TrainRouter train, params string[] arguments) =>
        new TrainCommand(new Terminal(), train).Parse(arguments).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }, TestContext.Current.CancellationToken);
}
