using System.Text;
using Microsoft.Extensions.Configuration;

namespace ModelRouter.Tests;

public class BudgetConfigurationTests
{
    private const string Full = """
        { "ModelRouter": {
            "Models": { "m": { "Provider": "fake", "Tier": "Cloud", "Price": { "InputPerMillion": 1, "OutputPerMillion": 2 } } },
            "Budgets": {
              "monthly": { "LimitUsd": 500.5, "Window": "Month", "TimeZone": "Europe/Berlin", "OnExhaustion": "Downgrade", "Thresholds": [0.5, 0.8] },
              "acme": { "Scope": "Tenant", "Value": "acme", "LimitTokens": 1000000, "Window": "day", "OnExhaustion": "AllowAndAlert" },
              "users": { "Scope": "User", "LimitUsd": 1, "Window": "Hour" } } } }
        """;

    [Fact]
    public void Reads_everything()
    {
        var budgets = Load(Full).Options.Budgets.ToDictionary(budget => budget.Name, StringComparer.Ordinal);

        Assert.Equal([0.5, 0.8], budgets["monthly"].Thresholds);
        Assert.Equal(
            new() { Name = "monthly", Limit = 500.5m, Window = BudgetWindow.Month, TimeZone = "Europe/Berlin", OnExhaustion = BudgetExhaustion.Downgrade },
            budgets["monthly"] with { Thresholds = new Budget { Name = "", Window = default, Limit = 0 }.Thresholds });
        Assert.Equal(
            (BudgetScope.Tenant, "acme", 1_000_000, BudgetUnit.Tokens, BudgetWindow.Day, "UTC", BudgetExhaustion.AllowAndAlert),
            (budgets["acme"].Scope, budgets["acme"].Value, budgets["acme"].Limit, budgets["acme"].Unit, budgets["acme"].Window, budgets["acme"].TimeZone, budgets["acme"].OnExhaustion));
        Assert.Equal((BudgetScope.User, null, BudgetExhaustion.Deny), (budgets["users"].Scope, budgets["users"].Value, budgets["users"].OnExhaustion));
    }

    [Theory]
    [InlineData("\"Window\": \"Month\"", "\"Widnow\": \"Month\"", "ModelRouter:Budgets:monthly:Widnow", "Did you mean 'Window'?")]
    [InlineData("\"Month\"", "\"Moth\"", "ModelRouter:Budgets:monthly:Window", "Did you mean 'Month'?")]
    [InlineData(", \"Window\": \"Hour\"", "", "ModelRouter:Budgets:users:Window", "A value is required. Allowed: Hour, Day, Month, Total.")]
    [InlineData("\"LimitUsd\": 500.5,", "", "ModelRouter:Budgets:monthly:LimitUsd", "Say LimitUsd or LimitTokens.")]
    [InlineData("\"LimitUsd\": 500.5,", "\"LimitUsd\": 5, \"LimitTokens\": 5,", "ModelRouter:Budgets:monthly", "not both")]
    [InlineData("500.5", "0", "ModelRouter:Budgets:monthly:LimitUsd", "The limit of the budget 'monthly' is 0")]
    [InlineData("500.5", "-1", "ModelRouter:Budgets:monthly:LimitUsd", "at least 0")]
    [InlineData("Europe/Berlin", "Europe/Berlni", "ModelRouter:Budgets:monthly:TimeZone", "Did you mean 'Europe/Berlin'?")]
    [InlineData("[0.5, 0.8]", "[0.5, 80]", "ModelRouter:Budgets:monthly:Thresholds:1", "'80' is not allowed")]
    [InlineData("\"Downgrade\"", "\"Downgrad\"", "ModelRouter:Budgets:monthly:OnExhaustion", "Did you mean 'Downgrade'?")]
    [InlineData("\"Scope\": \"Tenant\", ", "", "ModelRouter:Budgets:acme:Value", "names the value 'acme', which its scope Global can't have")]
    [InlineData("\"Budgets\": {", "\"Budget\": {", "ModelRouter:Budget", "Did you mean 'Budgets'?")]
    public void Wrong_configuration_is_an_error_that_names_its_place(string right, string wrong, string path, string told)
    {
        Assert.Contains(right, Full, StringComparison.Ordinal);
        var failure = Assert.Throws<ModelRouterConfigurationException>(() => Load(Full.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Equal(path, failure.Path);
        Assert.Contains(told, failure.Message, StringComparison.Ordinal);
    }

    private static ModelRouterConfiguration Load(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return ModelRouterConfiguration.Load(new ConfigurationBuilder().AddJsonStream(stream).Build(), [new FakeProvider()]);
    }
}
