namespace ModelRouter.Evaluation.Tests;

/// <summary>On the development data, where that is at hand.</summary>
public class SharedDataTests
{
    [Theory]
    [InlineData("reasoning_gym", 5_651, 11)]
    [InlineData("mmlu_pro", 2_514, 29)]
    [InlineData("llmrouter", 5_342, 9)]
    public async Task The_development_data_is_read_whole(string name, int rows, int models)
    {
        var data = await ReadAsync(name);
        Assert.Equal((rows, models, 0), (data.Rows.Count, data.Models.Count, data.Broken.Count));
    }

    [Fact]
    public async Task Baselines_on_the_development_data_are_where_they_were_measured()
    {
        var data = await ReadAsync("reasoning_gym");
        var trial = Trial.Run(data, Samples.Outcomes, new(), cancellationToken: TestContext.Current.CancellationToken);
        var report = PairReport.Of(trial, "gemma-3-27b-it", "deepseek-r1", RowGrouping.Benchmark, draws: 100, cancellationToken: TestContext.Current.CancellationToken);

        Assert.InRange(report.Ways.Single(static way => way.Name == "random").Apgr.Estimate, 0.45, 0.55);
        Assert.InRange(report.Ways.Single(static way => way.Name == "oracle").Apgr.Estimate, 0.77, 0.79);
    }

    private static async Task<RoutingDataset> ReadAsync(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", "routing", $"{name}.jsonl.gz");
            if (File.Exists(path))
            {
                return await RoutingDataReader.ReadAsync(path, RoutingDataReader.ModelsFileOf(path), TestContext.Current.CancellationToken);
            }
        }

        Assert.Skip($"shared/data/routing/{name}.jsonl.gz is not there.");
        return null!;
    }
}
