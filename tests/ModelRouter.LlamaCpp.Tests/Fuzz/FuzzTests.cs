namespace ModelRouter.LlamaCpp.Tests;

/// <summary>Broken files end in a clean refusal or work; the process that opens them never dies, hangs or swells.</summary>
public sealed class FuzzTests
{
    [Theory]
    [InlineData(FuzzWorker.Model, 2_000)]
    [InlineData(FuzzWorker.Adapter, 500)]
    public async Task Broken_files_break_nothing(string target, int cases)
    {
        var report = await FuzzRun.RunAsync(target, 0, cases, _ => { }, TestContext.Current.CancellationToken);

        TestContext.Current.SendDiagnosticMessage(report.Summary);
        Assert.Empty(report.Failures);
        Assert.Equal(cases, report.Count);

        // Both happen often, or the fuzzer would be testing one thing only.
        Assert.InRange(report.Answered, cases / 10, cases * 9 / 10);
    }
}
