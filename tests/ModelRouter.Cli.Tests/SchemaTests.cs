using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ModelRouter.Cli.Tests;

/// <summary>Holds the schema to the readers: the same keys and names, no more and no less.</summary>
public partial class SchemaTests
{
    private static readonly JsonDocument Schema = JsonDocument.Parse(ConfigurationSchema.Text);
    private static readonly Lazy<JsonSchema> Compiled = new(static () => JsonSchema.FromText(ConfigurationSchema.Text));

    [Theory]
    [InlineData("ModelRouter")]
    [InlineData("ModelRouter:Models:r1")]
    [InlineData("ModelRouter:Models:gpt:Price")]
    [InlineData("ModelRouter:Models:fleet:Price:SelfHosted")]
    [InlineData("ModelRouter:Models:fleet:Price:SelfHosted:Mix")]
    [InlineData("ModelRouter:Prices:contract")]
    [InlineData("ModelRouter:Prices:contract:LongPrompt")]
    [InlineData("ModelRouter:Prices:contract:OffPeak:0")]
    [InlineData("ModelRouter:Budgets:all")]
    [InlineData("ModelRouter:Models:gpt:TaskQuality")]
    [InlineData("ModelRouter:Models:gpt:DomainQuality")]
    [InlineData("ModelRouter:Models:r1:Limits")]
    [InlineData("ModelRouter:Models:r1:History")]
    [InlineData("ModelRouter:Models:r1:History:ToolCallIds")]
    [InlineData("ModelRouter:Routing")]
    [InlineData("ModelRouter:Routing:TaskWorth")]
    [InlineData("ModelRouter:Health")]
    [InlineData("ModelRouter:Execution")]
    [InlineData("ModelRouter:Cascade")]
    [InlineData("ModelRouter:Cascade:Schema")]
    [InlineData("ModelRouter:Cascade:Confidence")]
    [InlineData("ModelRouter:Cascade:Votes")]
    [InlineData("ModelRouter:Cascade:Verifiers")]
    [InlineData("ModelRouter:Learning:Exploration")]
    [InlineData("ModelRouter:Registry")]
    [InlineData("ModelRouter:Policy")]
    [InlineData("ModelRouter:Policy:Rules:0")]
    [InlineData("ModelRouter:Policy:Rules:0:When")]
    [InlineData("ModelRouter:Policy:Rules:2:Unless")]
    [InlineData("ModelRouter:Policy:Rules:1:When:Time")]
    [InlineData("ModelRouter:Policy:Rules:0:Only")]
    [InlineData("ModelRouter:Policy:Rules:2:Deny")]
    [InlineData("ModelRouter:Policy:Rules:1:Prefer")]
    public void Keys_are_those_that_the_reader_allows(string path)
    {
        var json = JsonNode.Parse(PolicyFiles.Full)!;
        Find(json, path)["zzz"] = "1";

        var problem = PolicyFiles.Read(json.ToJsonString()).Problems.First(p => p.Path == $"{path}:zzz");

        Assert.Equal(Allowed(problem.Message), Properties(path).Order());
    }

    [Theory]
    [InlineData("ModelRouter:Models:r1:Tier")]
    [InlineData("ModelRouter:Models:r1:Clearance")]
    [InlineData("ModelRouter:Models:fleet:Price:SelfHosted:Cost")]
    [InlineData("ModelRouter:Prices:contract:OffPeak:0:Days:0")]
    [InlineData("ModelRouter:Budgets:all:Scope")]
    [InlineData("ModelRouter:Budgets:all:Window")]
    [InlineData("ModelRouter:Budgets:all:OnExhaustion")]
    [InlineData("ModelRouter:Models:gpt:Capabilities:0")]
    [InlineData("ModelRouter:Models:r1:History:SystemPrompt")]
    [InlineData("ModelRouter:Models:r1:History:Reasoning")]
    [InlineData("ModelRouter:Models:r1:History:ForeignToolCalls")]
    [InlineData("ModelRouter:Models:r1:History:Images")]
    [InlineData("ModelRouter:Models:r1:History:EmptyTurns")]
    [InlineData("ModelRouter:Policy:Rules:2:When:Tasks:0")]
    [InlineData("ModelRouter:Policy:Rules:2:When:Domains:0")]
    [InlineData("ModelRouter:Policy:Rules:0:When:MinDataClass")]
    [InlineData("ModelRouter:Policy:Rules:2:When:MaxDataClass")]
    [InlineData("ModelRouter:Policy:Rules:2:When:Modalities:0")]
    [InlineData("ModelRouter:Policy:Rules:1:When:Time:Days:0")]
    [InlineData("ModelRouter:Policy:Rules:1:Prefer:Tiers:0")]
    [InlineData("ModelRouter:Policy:Rules:2:ReasoningEffort")]
    [InlineData("ModelRouter:Policy:Rules:2:Cascade")]
    [InlineData("ModelRouter:Cascade:Mode")]
    [InlineData("ModelRouter:Cascade:Votes:Tasks:0")]
    public void Names_are_those_that_the_reader_allows(string path)
    {
        var json = JsonNode.Parse(PolicyFiles.Full)!;
        var (parent, key) = (Find(json, path[..path.LastIndexOf(':')]), path[(path.LastIndexOf(':') + 1)..]);
        if (parent is JsonArray list)
        {
            list[0] = "zzz";
        }
        else
        {
            parent[key] = "zzz";
        }

        var problem = PolicyFiles.Read(json.ToJsonString()).Problems.First(p => p.Path == path);

        Assert.Equal(Allowed(problem.Message), Names(path).Order());
    }

    [Theory]
    [InlineData("ModelRouter:Routing")]
    [InlineData("ModelRouter:Routing:TaskWorth")]
    [InlineData("ModelRouter:Health")]
    [InlineData("ModelRouter:Execution")]
    [InlineData("ModelRouter:Cascade")]
    [InlineData("ModelRouter:Cascade:Confidence")]
    [InlineData("ModelRouter:Cascade:Votes")]
    [InlineData("ModelRouter:Cascade:Verifiers")]
    [InlineData("ModelRouter:Learning")]
    [InlineData("ModelRouter:Learning:Exploration")]
    [InlineData("ModelRouter:Policy:Rules:2")]
    [InlineData("ModelRouter:Policy:Rules:2:When")]
    [InlineData("ModelRouter:Prices:contract")]
    [InlineData("ModelRouter:Prices:contract:LongPrompt")]
    [InlineData("ModelRouter:Prices:contract:OffPeak:0")]
    [InlineData("ModelRouter:Budgets:all")]
    [InlineData("ModelRouter:Models:gpt")]
    [InlineData("ModelRouter:Models:gpt:TaskQuality")]
    [InlineData("ModelRouter:Models:r1:Limits")]
    [InlineData("ModelRouter:Models:r1:History:ToolCallIds")]
    [InlineData("ModelRouter:Models:fleet:Price:SelfHosted")]
    [InlineData("ModelRouter:Models:fleet:Price:SelfHosted", null, "owned")]
    [InlineData("ModelRouter:Models:fleet:Price:SelfHosted:Mix")]
    [InlineData("ModelRouter:Models:r1:Settings", "settings-llamacpp")]
    [InlineData("ModelRouter:Models:fleet:Settings", "settings-pool")]
    [InlineData("ModelRouter:Models:fleet:Settings:Nodes:a", "pool-node")]
    [InlineData("ModelRouter:Models:gpt:Settings", "settings-ollama", "ollama")]
    [InlineData("ModelRouter:Models:gpt:Settings", "settings-anthropic", "anthropic")]
    [InlineData("Agents:writer", "agent")]
    public void Numbers_are_in_the_ranges_that_the_reader_allows(string path, string? definition = null, string? kind = null)
    {
        var definitions = Schema.RootElement.GetProperty("$defs");
        foreach (var (key, schema) in (definition is null ? At(path) : definitions.GetProperty(definition)).GetProperty("properties").EnumerateObject().Select(static p => (p.Name, Alternatives(p.Value).First())))
        {
            if (OwnedKeys.Contains(key) == (kind != "owned") && path.EndsWith(":SelfHosted", StringComparison.Ordinal))
            {
                continue;
            }

            foreach (var (value, isAllowed) in Ends(schema))
            {
                var json = ForNumbers(kind);
                var place = Find(json, path);
                foreach (var other in key switch { "LimitTokens" => "LimitUsd", "MaxPromptTokens" => "MinPromptTokens", _ => "" } is { Length: > 0 } one ? (string[])[one] : [])
                {
                    place.AsObject().Remove(other);
                }

                place[key] = JsonNode.Parse(value.ToString(System.Globalization.CultureInfo.InvariantCulture));
                var problem = PolicyFiles.Read(json.ToJsonString()).Problems.FirstOrDefault(p => p.IsError && p.Path == $"{path}:{key}");
                Assert.True(isAllowed == problem is null, $"{path}:{key} is {value}: {problem?.Message ?? "allowed"}");
            }
        }
    }

    [Fact]
    public void Settings_are_those_that_the_providers_allow()
    {
        foreach (var provider in KnownProviders.All)
        {
            var thrown = Assert.Throws<ModelRouterConfigurationException>(() => provider.CreateClient(Profile, Section("""{ "zzz": 1 }""")));
            Assert.Equal(Allowed(thrown.Message), ConfigurationSchema.KeysOf($"settings-{provider.Name}")!.Order());
        }

        var node = Assert.Throws<ModelRouterConfigurationException>(
            () => KnownProviders.All.Single(p => p.Name == "pool").CreateClient(Profile, Section("""{ "Nodes": { "n": { "zzz": 1 } } }""")));
        Assert.Equal(Allowed(node.Message), ConfigurationSchema.KeysOf("pool-node")!.Order());

        var collection = new ServiceCollection();
        collection.AddModelRouter(Section("""{ "ModelRouter": { "Models": { "m": { "Provider": "service", "Tier": "Cloud", "Unpriced": true, "Settings": { "zzz": 1 } } } } }"""));
        using var services = collection.BuildServiceProvider();
        var service = Assert.Throws<ModelRouterConfigurationException>(services.GetRequiredService<ModelRouterChatClient>);
        Assert.Equal(Allowed(service.Message), ConfigurationSchema.KeysOf("settings-service")!.Order());
    }

    [Theory]
    [InlineData("ollama", "Think")]
    [InlineData("anthropic", "Think")]
    [InlineData("anthropic", "Effort")]
    public void Names_of_settings_are_those_that_the_provider_allows(string name, string key)
    {
        var provider = KnownProviders.All.Single(p => p.Name == name);
        var thrown = Assert.Throws<ModelRouterConfigurationException>(() => provider.CreateClient(Profile, Section($$"""{ "ApiKey": "k", "{{key}}": "zzz" }""")));

        var names = Schema.RootElement.GetProperty("$defs").GetProperty($"settings-{name}").GetProperty("properties").GetProperty(key).GetProperty("enum");
        Assert.Equal(Allowed(thrown.Message), names.EnumerateArray().Select(static n => n.GetString()!).Order());
    }

    [Fact]
    public void The_readmes_configurations_are_valid_by_schema_and_by_reader()
    {
        // Blocks that quote a file, and JSON that is no configuration, ReadmeTests hold to what they quote.
        var examples = new[] { "README.md", "plugins/README.md", "prompts/README.md", "CONTRIBUTING.md", "CONFIGURATION.md" }
            .SelectMany(static file => Example().Matches(File.ReadAllText(Path.Combine(Root(), file)))).Select(m => m.Groups["json"].Value)
            .Where(json => json.Contains("\"ModelRouter\"", StringComparison.Ordinal)).ToList();

        Assert.True(examples.Count >= 10, $"{examples.Count}");
        Assert.Contains(examples, json => json.Contains("\"Policy\"", StringComparison.Ordinal));
        foreach (var json in examples.Append(PolicyFiles.Full))
        {
            Assert.True(IsValid(json), json);
            Assert.DoesNotContain(PolicyFiles.Read(json).Problems, p => p.IsError && !p.Message.StartsWith("At least one model", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("\"Deny\"", "\"Denny\"")]
    [InlineData("\"Confidential\" }, \"Only\"", "\"Secret\" }, \"Only\"")]
    [InlineData("\"22:00\"", "\"late\"")]
    [InlineData("\"ApiKeyVariable\"", "\"ApiKeyVarable\"")]
    [InlineData("\"MinQuality\": 0.25", "\"MinQuality\": 25")]
    [InlineData("\"Capabilities\": [\"Tools\"]", "\"Languages\": [\"korean\"]")]
    [InlineData("\"Settings\": { \"ApiKeyVariable\": \"GPT_KEY\" }", "\"Settings\": { \"Headers\": [\"x\"] }")]
    [InlineData("\"Budgets\": { \"all\": { \"Scope\": \"Global\", \"Window\": \"Month\", \"TimeZone\": \"Asia/Seoul\", \"LimitUsd\": 500, \"OnExhaustion\": \"Downgrade\", \"Thresholds\": [0.5] } }", "\"Budgets\": [ { \"Window\": \"Month\", \"LimitUsd\": 500 } ]")]
    [InlineData(", \"Only\": { \"Residency\": [\"in-house\"] }", "")]
    public void The_schema_refuses_what_the_reader_refuses(string right, string wrong)
    {
        var json = PolicyFiles.Full.Replace(right, wrong, StringComparison.Ordinal);

        Assert.NotEqual(PolicyFiles.Full, json);
        Assert.False(IsValid(json));
        Assert.True(PolicyFiles.Read(json).HasErrors);
    }

    private static readonly string[] OwnedKeys =
    [
        "PurchasePricePerGpu", "PurchasePricePerNode", "AmortizationYears", "BusyKilowatts", "IdleKilowatts", "PowerUsageEffectiveness", "DollarsPerKilowattHour", "UpkeepShare",
    ];

    /// <summary>The full file with room for each number's ends beside the others.</summary>
    private static JsonNode ForNumbers(string? kind)
    {
        var json = JsonNode.Parse(PolicyFiles.Full)!;
        json["Agents"] = JsonNode.Parse("""{ "writer": {} }""");
        Find(json, "ModelRouter:Models:r1:Settings")["MaxConcurrency"] = 64;
        Find(json, "ModelRouter:Models:fleet:Price:SelfHosted")["Mix"] = JsonNode.Parse("""{ "Input": 1e18, "CachedInput": 0, "Output": 1e18 }""");
        Find(json, "ModelRouter:Models:r1:History:ToolCallIds")["MaxLength"] = 1024;
        if (kind == "owned")
        {
            var price = Find(json, "ModelRouter:Models:fleet:Price:SelfHosted").AsObject();
            price.Remove("DollarsPerGpuHour");
            foreach (var key in OwnedKeys)
            {
                price[key] = key switch { "IdleKilowatts" or "UpkeepShare" => 0, "BusyKilowatts" => 20, _ => 1 };
            }
        }
        else if (kind is not null)
        {
            Find(json, "ModelRouter:Models:gpt")["Provider"] = kind;
            Find(json, "ModelRouter:Models:gpt")["Settings"] = new JsonObject();
        }

        return json;
    }

    /// <summary>The numbers at the ends of a range, and those just beyond them.</summary>
    private static IEnumerable<(decimal Value, bool IsAllowed)> Ends(JsonElement schema)
    {
        var step = schema.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() == "integer" ? 1 : 0.0000001m;
        if (schema.TryGetProperty("minimum", out var least))
        {
            yield return (least.GetDecimal(), true);
            yield return (least.GetDecimal() - step, false);
        }

        if (schema.TryGetProperty("exclusiveMinimum", out var below))
        {
            yield return (below.GetDecimal() + 0.0001m, true);
            yield return (below.GetDecimal(), false);
        }

        if (schema.TryGetProperty("maximum", out var most))
        {
            yield return (most.GetDecimal(), true);
            yield return (most.GetDecimal() + step, false);
        }
    }

    private static ModelProfile Profile => new() { Id = "m", Tier = ModelTier.Cloud, Pricing = ModelPricing.Free, ProviderModel = "m" };

    private static bool IsValid(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Compiled.Value.Evaluate(document.RootElement).IsValid;
    }

    private static IConfigurationSection Section(string json) =>
        new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "Settings": {{json}} }"""))).Build().GetSection("Settings");

    private static IEnumerable<string> Allowed(string message)
    {
        var names = AllowedNames().Match(message);
        Assert.True(names.Success, message);
        return names.Groups["names"].Value.Split(", ").Order();
    }

    private static IEnumerable<string> Properties(string path) => At(path).GetProperty("properties").EnumerateObject().Select(p => p.Name);

    private static IEnumerable<string> Names(string path) => At(path).GetProperty("enum").EnumerateArray().Select(n => n.GetString()!);

    /// <summary>The schema of what stands at a path; of alternatives the first that has keys, else names, else items.</summary>
    private static JsonElement At(string path)
    {
        var at = Alternatives(Schema.RootElement).ToList();
        foreach (var key in path.Split(':'))
        {
            at = [.. at.SelectMany(schema => Under(schema, key)).SelectMany(Alternatives)];
        }

        string[] wanted = ["properties", "enum", "items"];
        return at.OrderBy(schema => Array.FindIndex(wanted, name => schema.TryGetProperty(name, out _)) is var place and >= 0 ? place : wanted.Length).First();
    }

    private static IEnumerable<JsonElement> Under(JsonElement schema, string key)
    {
        if (schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(key, out var property))
        {
            yield return property;
        }
        else if (char.IsAsciiDigit(key[0]) && schema.TryGetProperty("items", out var items))
        {
            yield return items;
        }
        else if (schema.TryGetProperty("additionalProperties", out var others) && others.ValueKind == JsonValueKind.Object)
        {
            yield return others;
        }
    }

    /// <summary>Follows references, and gives each alternative.</summary>
    private static IEnumerable<JsonElement> Alternatives(JsonElement schema) =>
        schema.TryGetProperty("$ref", out var reference) ? Alternatives(Schema.RootElement.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..]))
        : !schema.TryGetProperty("properties", out _) && schema.TryGetProperty("anyOf", out var any) ? any.EnumerateArray().SelectMany(Alternatives)
        : [schema];

    private static JsonNode Find(JsonNode root, string path) => path.Split(':').Aggregate(
        root, (node, key) => node is JsonArray array ? array[int.Parse(key, System.Globalization.CultureInfo.InvariantCulture)]! : node[key]!);

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    [GeneratedRegex("Allowed: (?<names>[^.]+)\\.$", RegexOptions.None, 1_000)]
    private static partial Regex AllowedNames();

    [GeneratedRegex("```jsonc?\n(?<json>.*?)```", RegexOptions.Singleline, 1_000)]
    private static partial Regex Example();
}
