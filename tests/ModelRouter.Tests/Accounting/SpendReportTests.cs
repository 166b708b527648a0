namespace ModelRouter.Tests;

public sealed class SpendReportTests
{
    private static readonly DateTimeOffset Midnight = DateTimeOffset.UnixEpoch.AddDays(100);

    [Fact]
    public async Task What_failed_or_broke_off_is_a_failure_and_who_left_or_lost_is_none()
    {
        var report = await ReportAsync(null, [.. Enum.GetValues<AttemptOutcome>().Select(static outcome => Entry(outcome))]);

        Assert.Equal((Enum.GetValues<AttemptOutcome>().Length, 1, 2), (report.Total.Attempts, report.Total.Answers, report.Total.Failures));
        foreach (var outcome in (AttemptOutcome[])[AttemptOutcome.Failed, AttemptOutcome.Interrupted])
        {
            Assert.Equal((0, 1), (await ReportAsync(null, Entry(outcome))).Rows.Select(static row => (row.Answers, row.Failures)).Single());
        }
    }

    [Fact]
    public async Task The_reference_s_prices_are_those_of_an_answer_s_beginning()
    {
        var reference = new ModelPricing { InputPerMillion = 3, EffectiveFrom = Midnight, Earlier = new() { InputPerMillion = 1 } };

        var report = await ReportAsync(reference, Entry(at: Midnight.AddSeconds(1), duration: TimeSpan.FromSeconds(2)), Entry(at: Midnight.AddSeconds(3), duration: TimeSpan.FromSeconds(2)));

        Assert.Equal(4, report.Total.ReferenceCost);
    }

    private static Task<SpendReport> ReportAsync(ModelPricing? reference, params SpendEntry[] entries) =>
        SpendReport.CreateAsync(entries.ToAsyncEnumerable(), SpendGrouping.Model, reference, TestContext.Current.CancellationToken);

    private static SpendEntry Entry(AttemptOutcome outcome = AttemptOutcome.Succeeded, DateTimeOffset? at = null, TimeSpan duration = default) => new(
        Guid.CreateVersion7(), at ?? Midnight, "m", ModelTier.Cloud, PromptTask.Chat, outcome, new(1_000_000, 0, 0, 0), 0.01m, duration);
}
