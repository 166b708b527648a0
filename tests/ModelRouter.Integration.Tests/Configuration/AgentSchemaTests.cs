using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using ModelRouter.AgentFramework;

namespace ModelRouter.Integration.Tests.Configuration;

/// <summary>Holds the schema of agents to their reader: the same keys and names.</summary>
public partial class AgentSchemaTests
{
    [Theory]
    [InlineData("zzz", null)]
    [InlineData("Tier", "Tier")]
    [InlineData("Task", "Task")]
    [InlineData("DataClass", "DataClass")]
    [InlineData("Effort", "Effort")]
    public void The_schema_allows_what_the_reader_allows(string key, string? named)
    {
        var agents = new ConfigurationBuilder().AddInMemoryCollection([new($"Agents:writer:{key}", "zzz")]).Build().GetSection("Agents");
        var message = Assert.Throws<ModelRouterConfigurationException>(() => RoutedAgentOptions.FromConfiguration(agents, "writer")).Message;
        using var schema = JsonDocument.Parse(ConfigurationDocumentTests.Schema());
        var definitions = schema.RootElement.GetProperty("$defs");
        var keys = definitions.GetProperty("agent").GetProperty("properties");

        var allowed = AllowedNames().Match(message).Groups["names"].Value.Split(", ").Order();
        Assert.Equal(allowed, named is null ? keys.EnumerateObject().Select(static k => k.Name).Order() : Names(keys.GetProperty(named)).Order());

        IEnumerable<string> Names(JsonElement value) => (value.TryGetProperty("$ref", out var reference) ? definitions.GetProperty(reference.GetString()!["#/$defs/".Length..]) : value)
            .GetProperty("enum").EnumerateArray().Select(static n => n.GetString()!);
    }

    [GeneratedRegex("Allowed: (?<names>[^.]+)\\.$", RegexOptions.None, 1_000)]
    private static partial Regex AllowedNames();
}
