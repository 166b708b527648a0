using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace ModelRouter.SemanticKernel.Tests;

/// <summary>The functions that agents call: described for models, right in what they tell, and clear about what can't be.</summary>
public class PluginTests
{
    private readonly Kernels _kernels = new();

    [Fact]
    public void Every_function_and_parameter_is_described()
    {
        var plugin = _kernels.Build().AddModelRouterPlugin();
        Assert.Equal(
            ["ask", "budget_left", "compare", "deep_think", "estimate_cost", "explain_route", "list_models", "spend_report"],
            plugin.Select(static function => function.Name).Order(StringComparer.Ordinal));
        Assert.All(plugin, static function => Assert.NotEqual("", function.Description));
        Assert.All(plugin.SelectMany(static function => function.Metadata.Parameters), static parameter => Assert.NotEqual("", parameter.Description));
    }

    [Fact]
    public async Task Models_are_listed_without_secrets()
    {
        var all = (await CallAsync("list_models")).GetProperty("models").EnumerateArray().ToList();
        Assert.Equal(["cloud", "specialist", "house"], all.Select(static model => model.GetProperty("id").GetString()));
        Assert.Equal((10m, true, "Confidential"), (all[0].GetProperty("output_per_million").GetDecimal(), all[0].GetProperty("is_available").GetBoolean(), all[2].GetProperty("clearance").GetString()));
        var house = (await CallAsync("list_models", ("tier", "self-hosted"))).GetProperty("models");
        Assert.Equal("house", Assert.Single(house.EnumerateArray()).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Questions_are_answered_and_priced()
    {
        var answer = await CallAsync("ask", ("prompt", "Write a short poem about snow."));
        Assert.Equal(("cloud", "cloud", 0.001m, 100), Read(answer));
        Assert.Equal("specialist", (await CallAsync("ask", ("prompt", "Hello"), ("model", "auto:specialized"))).GetProperty("model").GetString());
        Assert.NotEqual("cloud", (await CallAsync("ask", ("prompt", "Hello"), ("maxCost", 0.0001))).GetProperty("model").GetString());

        var comparison = await CallAsync("compare", ("prompt", "Hello"), ("models", "cloud, house"));
        Assert.Equal(["cloud", "house"], comparison.GetProperty("answers").EnumerateArray().Select(static a => a.GetProperty("answer").GetString()));
        Assert.Equal(0.001m, comparison.GetProperty("cost").GetDecimal());
        Assert.Equal(2, (await CallAsync("compare", ("prompt", "Hello"))).GetProperty("answers").GetArrayLength());

        _kernels.House = new((_, options) => [new TextReasoningContent($"{options!.Reasoning!.Effort} {options.AdditionalProperties!["think_budget"]}"), new TextContent("deep")]);
        var deep = await CallAsync("deep_think", ("prompt", "Why?"), ("thinkTokens", 77));
        Assert.Equal(("house", "deep", "High 77"), (deep.GetProperty("model").GetString(), deep.GetProperty("answer").GetString(), deep.GetProperty("thought").GetString()));
    }

    [Fact]
    public async Task Letters_of_every_language_stay_letters()
    {
        _kernels.Cloud = ScriptedModel.Saying("서울's 답은 \"넷\" & <4>");
        var kernel = _kernels.Build();
        kernel.AddModelRouterPlugin();
        var reply = (await kernel.InvokeAsync("ModelRouter", "ask", new() { ["prompt"] = "Write a short poem about snow." }, Kernels.Ct)).ToString();
        Assert.Contains("\"answer\":\"서울's 답은 \\\"넷\\\" & <4>\"", reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_may_not_answer_a_comparison_says_why_and_the_others_answer()
    {
        var comparison = await CallAsync("compare", ("prompt", "Charge the card 4111 1111 1111 1111."), ("models", "cloud,house"));
        var answers = comparison.GetProperty("answers").EnumerateArray().ToList();
        Assert.Contains("data-class", answers[0].GetProperty("failure").GetString(), StringComparison.Ordinal);
        Assert.Equal("house", answers[1].GetProperty("answer").GetString());
    }

    [Fact]
    public async Task A_model_that_fails_leaves_a_comparison_the_others_answers_and_what_it_has_cost()
    {
        _kernels.Cloud = new(static (_, _) => throw new HttpRequestException("quoted", null, System.Net.HttpStatusCode.BadRequest));

        // Billed for, and nothing in it.
        _kernels.Specialist = new(static (_, _) => []);
        var comparison = await CallAsync("compare", ("prompt", "Hello"), ("models", "cloud,house,specialist"));
        var answers = comparison.GetProperty("answers").EnumerateArray().ToList();
        Assert.Equal("The request failed: InvalidRequest, HTTP 400.", answers[0].GetProperty("failure").GetString());
        Assert.Equal("house", answers[1].GetProperty("answer").GetString());
        Assert.Contains("EmptyResponse", answers[2].GetProperty("failure").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            (0.0001m, 0.0001m, _kernels.Ledger.Total),
            (answers[2].GetProperty("cost").GetDecimal(), comparison.GetProperty("cost").GetDecimal(), comparison.GetProperty("cost").GetDecimal()));
    }

    [Theory, InlineData("ask"), InlineData("deep_think")]
    public async Task What_a_provider_says_of_a_failure_no_agent_is_told(string function)
    {
        _kernels.House = new(static (_, _) => throw new ArgumentException("quoted"));
        _kernels.Cloud = new(static (_, _) => throw new ArgumentException("quoted"));
        Assert.Equal("The request failed: InvalidRequest.", (await CallAsync(function, ("prompt", "Hello"))).GetProperty("error").GetString());
    }

    [Fact]
    public async Task Nothing_is_asked_to_explain_and_to_estimate()
    {
        Assert.Contains("1. cloud", (await CallAsync("explain_route", ("prompt", "Write a short poem about snow."))).GetProperty("explanation").GetString(), StringComparison.Ordinal);
        var estimates = (await CallAsync("estimate_cost", ("prompt", "Write a short poem about snow."))).GetProperty("estimates").EnumerateArray().ToList();
        Assert.Equal(3, estimates.Count);
        Assert.True(estimates[0].GetProperty("cost").GetDecimal() > 0);
        Assert.Equal(0, _kernels.Ledger.Count);
    }

    [Fact]
    public async Task Budgets_and_spending_are_told()
    {
        var kernel = _kernels.Build(static router => router.Configure(static options => options.Budgets.Add(new() { Name = "all", Window = BudgetWindow.Total, Limit = 1 })));
        kernel.AddModelRouterPlugin();
        var run = new RoutingRun(0.5m);
        using var scope = run.Begin();
        await CallAsync(kernel, "ask", ("prompt", "Write a short poem about snow."));
        var budgets = (await CallAsync(kernel, "budget_left")).GetProperty("budgets").EnumerateArray().ToList();
        Assert.Equal([("run", 0.499m), ("all", 0.999m)], budgets.Select(static b => (b.GetProperty("budget").GetString()!, b.GetProperty("left").GetDecimal())));

        var report = await CallAsync(kernel, "spend_report", ("by", "tag"), ("days", 1));
        Assert.Equal(
            ["function:ask", "plugin:ModelRouter", $"run:{run.Id}"],
            report.GetProperty("rows").EnumerateArray().Select(static row => row.GetProperty("name").GetString()!).Order(StringComparer.Ordinal));
        Assert.Equal(0.001m, report.GetProperty("total").GetProperty("cost").GetDecimal());
    }

    [Theory]
    [InlineData(null, null, "all, of-tenant acme, of-tenant globex, of-user ann, of-user bob, of-user eve", "acme, globex")]
    [InlineData("acme", null, "all, of-tenant acme", "acme")]
    [InlineData("acme", "ann", "all, of-tenant acme, of-user ann", "acme")]
    [InlineData(null, "eve", "all, of-user eve", "globex")]
    [InlineData("initech", null, "all", "")]
    public async Task Whose_caller_is_known_is_told_its_own_figures(string? tenant, string? user, string budgets, string tenants)
    {
        _kernels.House = Kernels.CallingAllTools();
        var kernel = _kernels.Build(static router => router.Configure(static options =>
        {
            options.Budgets.Add(new() { Name = "all", Window = BudgetWindow.Total, Limit = 1 });
            options.Budgets.Add(new() { Name = "of-tenant", Scope = BudgetScope.Tenant, Window = BudgetWindow.Total, Limit = 1 });
            options.Budgets.Add(new() { Name = "of-user", Scope = BudgetScope.User, Window = BudgetWindow.Total, Limit = 1 });
        }));
        kernel.AddModelRouterPlugin();
        foreach (var (of, by) in (IEnumerable<(string, string)>)[("acme", "ann"), ("acme", "bob"), ("globex", "eve")])
        {
            await kernel.InvokePromptAsync("Write a short poem about snow.", new(new ModelRouterExecutionSettings { Tenant = of, User = by, ModelId = "cloud" }), cancellationToken: Kernels.Ct);
        }

        var (left, report) = (default(JsonElement), default(JsonElement));
        kernel.ImportPluginFromFunctions("Figures", [KernelFunctionFactory.CreateFromMethod(
            async () =>
            {
                left = await CallAsync(kernel, "budget_left");
                report = await CallAsync(kernel, "spend_report", ("by", "tenant"));
                return "told";
            },
            "figures")]);
        var settings = new ModelRouterExecutionSettings { Tenant = tenant, User = user, ModelId = "house", FunctionChoiceBehavior = FunctionChoiceBehavior.Auto([kernel.Plugins["Figures"]["figures"]]) };
        await kernel.InvokePromptAsync("What is left?", new(settings), cancellationToken: Kernels.Ct);

        Assert.Equal(budgets, string.Join(", ", left.GetProperty("budgets").EnumerateArray().Select(static b => $"{b.GetProperty("budget")} {b.GetProperty("value")}".Trim())));
        var paid = report.GetProperty("rows").EnumerateArray().Where(static row => row.GetProperty("cost").GetDecimal() > 0);
        Assert.Equal(tenants, string.Join(", ", paid.Select(static row => row.GetProperty("name").GetString()!).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_known_caller_is_told_of_the_budget_that_its_run_falls_under()
    {
        _kernels.House = Kernels.CallingAllTools();
        var kernel = _kernels.Build(static router => router.Configure(static options =>
        {
            options.Budgets.Add(new() { Name = "of-first", Scope = BudgetScope.Tag, Value = "run:first", Window = BudgetWindow.Total, Limit = 1 });
            options.Budgets.Add(new() { Name = "of-second", Scope = BudgetScope.Tag, Value = "run:second", Window = BudgetWindow.Total, Limit = 1 });
        }));
        kernel.AddModelRouterPlugin();
        var runs = new[] { new RoutingRun(0.5m, id: "first"), new RoutingRun(0.5m, id: "second") };
        foreach (var run in runs)
        {
            using var within = run.Begin();
            await kernel.InvokePromptAsync("Write a short poem about snow.", new(new ModelRouterExecutionSettings { Tenant = "acme", ModelId = "cloud" }), cancellationToken: Kernels.Ct);
        }

        var left = default(JsonElement);
        kernel.ImportPluginFromFunctions("Figures", [KernelFunctionFactory.CreateFromMethod(
            async () =>
            {
                left = await CallAsync(kernel, "budget_left");
                return "told";
            },
            "figures")]);
        using var scope = runs[0].Begin();
        var settings = new ModelRouterExecutionSettings { Tenant = "acme", ModelId = "house", FunctionChoiceBehavior = FunctionChoiceBehavior.Auto([kernel.Plugins["Figures"]["figures"]]) };
        await kernel.InvokePromptAsync("What is left?", new(settings), cancellationToken: Kernels.Ct);
        var told = left.GetProperty("budgets").EnumerateArray().Select(static b => $"{b.GetProperty("budget")} {b.GetProperty("value")}").ToList();
        Assert.Contains("of-first run:first", told);
        Assert.DoesNotContain("of-second run:second", told);
    }

    [Theory]
    [InlineData("list_models", "tier", "clowd", "Did you mean 'cloud'?")]
    [InlineData("ask", "model", "hous", "Did you mean 'house'?")]
    [InlineData("ask", "prompt", " ", "The prompt is empty.")]
    [InlineData("ask", "maxCost", -1.0, "must be US dollars")]
    [InlineData("compare", "models", "cloud", "2 to 8 models")]
    [InlineData("compare", "models", "cloud,hous", "Did you mean 'house'?")]
    [InlineData("deep_think", "thinkTokens", 0, "thinkTokens")]
    [InlineData("explain_route", "model", "auto:clowd", "auto:cloud")]
    [InlineData("estimate_cost", "prompt", "", "The prompt is empty.")]
    [InlineData("spend_report", "by", "colour", "Known: Model, Tier")]
    [InlineData("spend_report", "days", 0, "1 to 3660")]
    public async Task What_makes_no_sense_is_told_to_the_agent(string function, string name, object value, string told)
    {
        var reply = name == "prompt" ? await CallAsync(function, (name, value)) : await CallAsync(function, ("prompt", "Hello"), (name, value));
        Assert.Contains(told, reply.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, _kernels.Ledger.Count);
    }

    [Fact]
    public void A_kernel_without_a_router_has_no_plugin() => Assert.Throws<InvalidOperationException>(() => new Kernel().AddModelRouterPlugin());

    private static (string?, string?, decimal, int) Read(JsonElement answer) =>
        (answer.GetProperty("model").GetString(), answer.GetProperty("answer").GetString(), answer.GetProperty("cost").GetDecimal(), answer.GetProperty("output_tokens").GetInt32());

    private Task<JsonElement> CallAsync(string function, params (string Name, object Value)[] arguments)
    {
        var kernel = _kernels.Build();
        kernel.AddModelRouterPlugin();
        return CallAsync(kernel, function, arguments);
    }

    private static async Task<JsonElement> CallAsync(Kernel kernel, string function, params (string Name, object Value)[] arguments)
    {
        var filled = new KernelArguments();
        foreach (var (name, value) in arguments)
        {
            filled[name] = value;
        }

        var result = await kernel.InvokeAsync("ModelRouter", function, filled, Kernels.Ct);
        return JsonDocument.Parse(result.ToString()).RootElement;
    }
}
