namespace ModelRouter.Tests;

/// <summary>Where an object with names is expected, a list would give its entries the names 0, 1, 2…</summary>
public class ListConfigurationTests
{
    private const string Model = """{ "Provider": "fake", "Tier": "Cloud", "Unpriced": true }""";

    [Theory]
    [InlineData("Models", $$"""[ {{Model}} ]""", "models")]
    [InlineData("Models", $$"""[ {{Model}}, {{Model}} ]""", "models")]
    [InlineData("Prices", """[ { "InputPerMillion": 1, "OutputPerMillion": 2 } ]""", "price lists")]
    [InlineData("Budgets", """[ { "LimitUsd": 1, "Window": "Day" } ]""", "budgets")]
    public void A_list_is_refused(string key, string list, string what)
    {
        var thrown = Assert.Throws<ModelRouterConfigurationException>(() => Load(key, list));

        Assert.Equal($"ModelRouter:{key}", thrown.Path);
        Assert.Contains($"A list is not allowed here; it must be an object with the {what} by their names.", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Prices", """{ "4": { "InputPerMillion": 1, "OutputPerMillion": 2 } }""")]
    [InlineData("Prices", """{ "0": { "InputPerMillion": 1, "OutputPerMillion": 2 }, "mine": { "InputPerMillion": 1, "OutputPerMillion": 2 } }""")]
    [InlineData("Prices", "{}")]
    [InlineData("Budgets", "{}")]
    public void Names_may_be_numbers(string key, string named) => Assert.Single(Load(key, named).Endpoints);

    private static ModelRouterConfiguration Load(string key, string value) => ModelRouterConfiguration.Load(
        ConfigurationTests.Parse($$"""{ "ModelRouter": { {{(key == "Models" ? "" : $"\"Models\": {{ \"m\": {Model} }},")}} "{{key}}": {{value}} } }"""), [new FakeProvider()]);
}
