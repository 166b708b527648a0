namespace ModelRouter.SemanticKernel.Tests;

/// <summary>A kernel's run stops, downgrades or asks exactly at its limit, with parallel branches, too.</summary>
public class RunTests
{
    // Every answer takes all that it may: 100 tokens, $0.001 from the cloud.
    private static readonly ModelRouterExecutionSettings Limited = new() { MaxTokens = 100, ModelId = "auto" };
    private readonly Kernels _kernels = new();

    [Theory]
    [InlineData(RunExhaustion.Stop, false), InlineData(RunExhaustion.Stop, true)]
    [InlineData(RunExhaustion.Downgrade, false), InlineData(RunExhaustion.Downgrade, true)]
    [InlineData(RunExhaustion.Ask, false), InlineData(RunExhaustion.Ask, true)]
    public async Task Parallel_branches_end_exactly_at_the_limit(RunExhaustion onExhaustion, bool stream)
    {
        // All branches are under way before the first has been paid for.
        var inside = new TaskCompletionSource();
        _kernels.Cloud.Before = inside.Task;
        var kernel = _kernels.Build();
        var function = Kernels.Add(kernel, "Writing", "poem", "Write a short poem about snow.", Limited);
        var asked = 0;
        var run = onExhaustion == RunExhaustion.Ask
            ? new RoutingRun(0.005m, (_, _) => ValueTask.FromResult(++asked == 1 ? RunAnswer.RaiseBy(0.002m) : RunAnswer.Stop))
            : new RoutingRun(0.005m, onExhaustion);
        using var scope = run.Begin();
        var branches = Enumerable.Range(0, 16).Select(_ => Task.Run(() => Kernels.CallAsync(kernel, function, stream))).ToList();
        inside.SetResult();
        await Task.WhenAll(branches).ContinueWith(static _ => { }, Kernels.Ct);

        var answers = branches.Where(static branch => branch.IsCompletedSuccessfully).CountBy(static branch => branch.Result).ToDictionary();
        var refused = branches.Count(static branch => branch.Exception?.InnerException is BudgetExhaustedException);
        var (fromCloud, others) = onExhaustion switch
        {
            RunExhaustion.Stop => (5, 0),
            RunExhaustion.Ask => (7, 0),
            _ => (5, 11),
        };
        Assert.Equal((fromCloud, others, 16 - fromCloud - others), (answers["cloud"], answers.Values.Sum() - fromCloud, refused));
        Assert.Equal((_kernels.Ledger.Total, 0m), (run.Spent, run.Reserved));
        Assert.Equal(0.001m * fromCloud, run.Spent);
        Assert.Equal((onExhaustion == RunExhaustion.Ask ? 2 : 0, onExhaustion != RunExhaustion.Downgrade), (asked, run.IsStopped));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Every_outermost_call_is_a_run_with_all_that_it_calls(bool stream)
    {
        _kernels.Cloud = Kernels.CallingAllTools();
        var kernel = _kernels.Build(runs: static runs => runs.Limit = 0.002m);
        Kernels.Add(kernel, "Facts", "lookup", "Which river flows through Seoul?", new ModelRouterExecutionSettings { Tier = ModelTier.Specialized, MaxTokens = 100 });
        var function = KernelFunctionFactory.CreateFromPrompt(
            "Answer with the tools.", new ModelRouterExecutionSettings { ModelId = "cloud", MaxTokens = 100, FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() }, "answer");

        // 0.001 for the call, 0.0001 for the tool; what is left doesn't pay for the answer.
        for (var i = 0; i < 2; i++)
        {
            await Assert.ThrowsAsync<BudgetExhaustedException>(() => Kernels.CallAsync(kernel, function, stream));
        }

        var runs = _kernels.Ledger.Snapshot().GroupBy(static entry => entry.Attribution.Tags.Single(static tag => tag.StartsWith("run:", StringComparison.Ordinal))).ToList();
        Assert.Equal([0.0011m, 0.0011m], runs.Select(static run => run.Sum(static entry => entry.Cost)));
        Assert.Null(RoutingRun.Current);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Where_code_has_begun_a_run_no_other_is_made(bool stream)
    {
        var kernel = _kernels.Build(runs: static runs => runs.Limit = 0.0001m);
        var function = Kernels.Add(kernel, "Writing", "poem", "Write a short poem about snow.", Limited);
        var run = new RoutingRun(0.005m, RunExhaustion.Stop, "mine");
        using var scope = run.Begin();

        Assert.Equal("cloud", await Kernels.CallAsync(kernel, function, stream));

        Assert.Equal(["run:mine"], _kernels.Ledger.Snapshot().Single().Attribution.Tags.Where(static tag => tag.StartsWith("run:", StringComparison.Ordinal)));
        Assert.Equal(0.001m, run.Spent);
    }

    [Fact]
    public async Task A_tool_that_stops_the_run_ends_its_caller_too()
    {
        _kernels.Specialist = Kernels.CallingAllTools();
        var kernel = _kernels.Build();
        Kernels.Add(kernel, "Dear", "ask", "Write a short poem about snow.", new ModelRouterExecutionSettings { ModelId = "cloud", MaxTokens = 100 });
        var function = KernelFunctionFactory.CreateFromPrompt(
            "Answer with the tools.", new ModelRouterExecutionSettings { ModelId = "specialist", MaxTokens = 100, FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() }, "answer");
        var run = new RoutingRun(0.0009m);
        using var scope = run.Begin();

        // The loop tells its model of the tool's failure, and must not go on from there at the run's cost.
        await Assert.ThrowsAsync<BudgetExhaustedException>(() => Kernels.CallAsync(kernel, function, stream: false));
        Assert.Equal((true, 0.0001m), (run.IsStopped, run.Spent));
    }

    [Fact]
    public void Settings_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _kernels.Builder(runs: static runs => runs.Limit = 0));
        Assert.Throws<ArgumentException>(() => _kernels.Builder(runs: static runs => (runs.Limit, runs.OnExhaustion) = (1, RunExhaustion.Ask)));
    }
}
