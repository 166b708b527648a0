using System.Reflection;
using System.Text;
using System.Text.Json;

namespace ModelRouter.Integration.Tests.Configuration;

/// <summary>Writes <c>CONFIGURATION.md</c> from the schema, the option types and what their source says of them.</summary>
internal static class ConfigurationDocument
{
    internal static string Write(string schema)
    {
        using var document = JsonDocument.Parse(schema);
        var groups = SchemaWalk.Run(document.RootElement);
        var text = new StringBuilder(Introduction);
        foreach (var group in groups)
        {
            text.Append($"\n## {group.Title}\n\n");
            if (group.Meaning.Length > 0)
            {
                text.Append($"{group.Meaning}\n\n");
            }

            text.Append("| key | type | default | allowed | change | |\n|---|---|---|---|---|---|\n");
            foreach (var key in group.Keys)
            {
                text.Append($"| `{key.Name}` | {key.Type} | {key.Default} | {key.Allowed} | {key.Change} | {key.Meaning} |\n");
            }
        }

        text.Append(Request);
        foreach (var (key, meaning) in RequestKeys())
        {
            text.Append($"| `{key}` | {meaning} |\n");
        }

        text.Append(Code);
        foreach (var type in CodeOnly())
        {
            text.Append($"\n### {type.Type.Name}\n\n{XmlDocs.Summary(type.Type)}\n\n| property | |\n|---|---|\n");
            foreach (var property in type.Properties)
            {
                text.Append($"| `{property.Name}` | {XmlDocs.Summary(property)} |\n");
            }
        }

        return text.ToString();
    }

    /// <summary>The names that the router knows in a request, with what the source says of each.</summary>
    private static IEnumerable<(string Key, string Meaning)> RequestKeys()
    {
        var constants = typeof(ModelRouterOptions).Assembly.GetTypes()
            .SelectMany(static type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(static field => field is { IsLiteral: true } && field.FieldType == typeof(string) && field.DeclaringType!.Name != "TelemetryTag")
            .ToLookup(static field => (string)field.GetRawConstantValue()!, StringComparer.Ordinal);
        return ((string[])OptionSource.Static("ModelRouter.RouterProperties.Keys")!).Select(key => (
            key, constants[key].Select(XmlDocs.Summary).FirstOrDefault(static text => text is not null) ?? throw new InvalidOperationException($"Nothing says what {key} means.")));
    }

    /// <summary>Public options, and what a configured object has beside its keys, that no key sets.</summary>
    private static IEnumerable<(Type Type, IReadOnlyList<PropertyInfo> Properties)> CodeOnly()
    {
        using var schema = JsonDocument.Parse(ConfigurationDocumentTests.Schema());
        var told = ConfigurationSources.All.SelectMany(pair => pair.Value.Types.SelectMany(type => type.GetProperties()
            .Where(property => pair.Value.Apart.Contains(property.Name) || KeysOf(schema.RootElement, pair.Key).Any(key => pair.Value.Property(key)?.Name == property.Name))
            .Select(property => (property.DeclaringType, property.Name)))).ToHashSet();
        return ConfigurationSources.Assemblies.SelectMany(static assembly => assembly.GetExportedTypes())
            .Where(static type => (type is { IsAbstract: false, IsInterface: false } && type.Name.EndsWith("Options", StringComparison.Ordinal)) || ConfigurationSources.All.Values.Any(source => source.Types.Contains(type)))
            .Distinct()
            .Select(type => (type, (IReadOnlyList<PropertyInfo>)[.. type.GetProperties().Where(property => IsSet(property) && !told.Contains((property.DeclaringType, property.Name)))]))
            .Where(static found => found.Item2.Count > 0)
            .OrderBy(static found => found.type.Name, StringComparer.Ordinal);
    }

    private static bool IsSet(PropertyInfo property) => property.GetIndexParameters().Length == 0 && property.SetMethod is { IsPublic: true };

    private static IEnumerable<string> KeysOf(JsonElement root, string place)
    {
        var parts = place.Split('/');
        var at = root.GetProperty("$defs").GetProperty(parts[0]);
        foreach (var part in parts[1..])
        {
            at = at.GetProperty("properties").GetProperty(part);
            if (at.TryGetProperty("anyOf", out var any))
            {
                at = any.EnumerateArray().First(static kind => kind.TryGetProperty("properties", out _));
            }
        }

        return at.GetProperty("properties").EnumerateObject().Select(static key => key.Name);
    }

    private const string Introduction = """
        # Configuration

        <!-- Generated from the option types, their documentation and the schema. Don't edit: change those, then run
             MODELROUTER_WRITE_DOCS=1 dotnet test -c Release --project tests/ModelRouter.Integration.Tests -- --filter-namespace ModelRouter.Integration.Tests.Configuration -->

        Every key that the packages read, as a JSON file says it; other sources of .NET's configuration (environment variables, command line, a key vault) name the same keys,
        with `:` or `__` between their parts. [The README](README.md#configuration) shows them at work. `modelrouter policy schema` writes the JSON schema for editors, and `modelrouter policy check`
        says what is wrong with a file.

        - **Unknown keys are errors**, and so are values that aren't allowed; the error names the place and what was probably meant. Keys and names are compared without case. `null` and an empty text are the same as
          leaving a key out, though the schema knows that of few keys; in a policy they are errors.
        - **Default**: what holds where the key isn't there; empty for nothing, or for what the last column says.
        - **Change**: *next call* takes effect when the file changes, for the calls that begin afterwards; *restart* is refused while the router runs, and the last good configuration stays in effect; *start* is
          read when the program or the agent starts. Models that are added or removed take a restart.
        - **Types**: a *duration* is `hours:minutes:seconds`, such as `00:00:30`; a *wait* is one of at most 7 days; a *timeout* is a wait greater than 0, or `none`; a *time of day* is
          `hours:minutes`, and what ends with the day ends at `24:00`. A whole number is at most 2,147,483,647. A list may also be one text with commas.

        """;

    private const string Request = """

        ## In a request

        What one request says, in `ChatOptions.AdditionalProperties`; no provider gets it, and an unknown name that begins with `modelrouter.` is an error. In Semantic Kernel the same names stand in a prompt's `config.json`
        under `execution_settings`, beside `model_id`, `temperature` and `max_tokens`, or typed in `ModelRouterExecutionSettings`; in Agent Framework they are [an agent's](#agentsname).

        Self-hosted models (`llamacpp`) heed more: `think_budget`, the tokens that may be thought; `min_p`, 0 to 1; `repetition_penalty`, 0.01 to 100; `penalty_window`, how many tokens back it and the options'
        `FrequencyPenalty` and `PresencePenalty` look, into the prompt as well (64 by default, 0 is off, -1 the whole conversation; OpenAI's look at the whole text); and `logit_bias`, token ids with what is added to their logits.

        | name | |
        |---|---|

        """;

    private const string Code = """

        ## In code only

        What configuration can't say: callbacks, credentials, clocks, and what belongs to a piece of code and not to an installation. Limits of runs are among it, except those of configured agents (`RunLimit`): a run is begun by code,
        in Semantic Kernel by `AddModelRouter(…, runs: r => r.Limit = 0.05m)`. Deliberations are made in code, too, since they name what they are for.

        """;
}
