using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace ModelRouter.Cli;

/// <summary>A tool that takes what its schema says and nothing else. An argument that were passed over might have been a limit of what may be spent.</summary>
internal sealed class CheckedTool : DelegatingMcpServerTool
{
    private readonly IReadOnlyList<JsonProperty> _known;
    private readonly IReadOnlyList<string> _required;

    public CheckedTool(McpServerTool tool)
        : base(tool)
    {
        var schema = JsonObject.Create(tool.ProtocolTool.InputSchema)!;
        schema["additionalProperties"] = false;
        ProtocolTool.InputSchema = JsonSerializer.SerializeToElement(schema);
        _known = ProtocolTool.InputSchema.TryGetProperty("properties", out var properties) ? [.. properties.EnumerateObject()] : [];
        _required = ProtocolTool.InputSchema.TryGetProperty("required", out var required) ? [.. required.EnumerateArray().Select(static name => name.GetString()!)] : [];
    }

    public override ValueTask<CallToolResult> InvokeAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken = default)
    {
        var arguments = request.Params?.Arguments ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in _known.Where(property => arguments.ContainsKey(property.Name)))
        {
            arguments[property.Name] = Plain(TypesOf(property), arguments[property.Name]);
        }

        return Problem(arguments) is { } problem
            ? new(new CallToolResult { IsError = true, Content = [new TextContentBlock { Text = problem }] })
            : base.InvokeAsync(request, cancellationToken);
    }

    /// <summary>What is wrong with the arguments, in a sentence by which an agent can correct them.</summary>
    private string? Problem(IDictionary<string, JsonElement> arguments)
    {
        var names = _known.Select(static property => property.Name).ToList();
        if (arguments.Keys.FirstOrDefault(name => !names.Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            var takes = names.Count == 0 ? "no arguments" : string.Join(", ", names);
            return $"There is no argument '{unknown}'.{Spelling.DidYouMean(unknown, names)} {ProtocolTool.Name} takes {takes}.";
        }

        foreach (var property in _known)
        {
            var isRequired = _required.Contains(property.Name, StringComparer.Ordinal);
            if (!arguments.TryGetValue(property.Name, out var value))
            {
                if (isRequired)
                {
                    return $"The argument '{property.Name}' is missing: {property.Value.GetProperty("description").GetString()}";
                }

                continue;
            }

            var types = TypesOf(property);
            if (types.Count > 0 && !types.Exists(name => Is(name, value)))
            {
                return $"The argument '{property.Name}' must be {string.Join(" or ", types.Select(Words))}, not {Short(value.GetRawText())}.";
            }
        }

        return null;
    }

    private static List<string> TypesOf(JsonProperty property) =>
        !property.Value.TryGetProperty("type", out var type) ? []
        : type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(static name => name.GetString()!)] : [type.GetString()!];

    /// <summary>A number as .NET reads it: models write "4096", and 4096.0 is a whole number, too.</summary>
    private static JsonElement Plain(List<string> types, JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return value;
        }

        return types.Contains("number", StringComparer.Ordinal) ? JsonSerializer.SerializeToElement(number)
            : types.Contains("integer", StringComparer.Ordinal) && decimal.IsInteger(number) && int.CreateSaturating(number) is var whole && whole == number ? JsonSerializer.SerializeToElement(whole)
            : value;
    }

    private static string Short(string text) => text.Length <= 40 ? text : $"{text[..40]}…";

    private static bool Is(string type, JsonElement value) => type switch
    {
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => true,
    };

    private static string Words(string type) => type switch
    {
        "string" => "a text",
        "integer" => "a whole number",
        "number" => "a number",
        "null" => "left out",
        _ => type,
    };
}
