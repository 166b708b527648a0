using static ModelRouter.Tests.Routers;

namespace ModelRouter.Tests;

/// <summary>Which budgets a router refuses.</summary>
public class BudgetCheckTests
{
    [Theory]
    [InlineData("", 1, BudgetScope.Global, null, "UTC", 0.5, "must not be empty")]
    [InlineData("a", 0, BudgetScope.Global, null, "UTC", 0.5, "greater than 0")]
    [InlineData("a", 1, BudgetScope.Global, "x", "UTC", 0.5, "which its scope Global can't have")]
    [InlineData("a", 1, BudgetScope.Tenant, "x", "Europe/Berln", 0.5, "Did you mean 'Europe/Berlin'?")]
    [InlineData("a", 1, BudgetScope.Tenant, "x", "UTC", 1.5, "at most 1")]
    public void Wrong_budgets_are_refused(string name, decimal limit, BudgetScope scope, string? value, string zone, double threshold, string told)
    {
        var budget = new Budget { Name = name, Limit = limit, Scope = scope, Value = value, Window = BudgetWindow.Day, TimeZone = zone, Thresholds = [threshold] };
        var failure = Assert.Throws<ArgumentException>(() => Router(budget));
        Assert.Contains(told, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_no_enumeration_has_are_refused()
    {
        Budget[] wrong =
        [
            Daily(1) with { Scope = (BudgetScope)9 }, Daily(1) with { Window = (BudgetWindow)9 },
            Daily(1) with { Unit = (BudgetUnit)9 }, Daily(1) with { OnExhaustion = (BudgetExhaustion)9 },
        ];
        string[] keys = ["Scope", "Window", "Unit", "OnExhaustion"];
        foreach (var (budget, key) in wrong.Zip(keys))
        {
            var failure = Assert.Throws<ArgumentException>(() => Router(budget));
            Assert.Contains($"{key} of the budget 'daily' is 9; it must be one of", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Two_budgets_of_one_name_are_refused() =>
        Assert.Throws<ArgumentException>(() => Router(Daily(1), Daily(2) with { Name = "DAILY" }));

    private static Budget Daily(decimal limit) => new() { Name = "daily", Window = BudgetWindow.Day, Limit = limit };

    private static ModelRouterChatClient Router(params Budget[] budgets)
    {
        var options = new ModelRouterOptions();
        Array.ForEach(budgets, options.Budgets.Add);
        return new([Endpoint("m", FakeChatClient.Saying("hi"))], options);
    }
}
