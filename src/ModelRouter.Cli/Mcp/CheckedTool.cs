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

    public override ValueTask<CallToolResult> InvokeAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken = default) =>
        Problem(request.Params?.Arguments ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal)) is { } problem
            ? new(new CallToolResult { IsError = true, Content = [new TextContentBlock { Text = problem }] })
            : base.InvokeAsync(request, cancellationToken);

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

            var types = property.Value.TryGetProperty("type", out var type) ? Texts(type) : [];
            if (types.Count > 0 && !types.Exists(name => Is(name, types, value)))
            {
                return $"The argument '{property.Name}' must be {string.Join(" or ", types.Where(name => name != "string" || !IsNumber(types)).Select(Words))}, not {Short(value.GetRawText())}.";
            }
        }

        return null;
    }

    private static List<string> Texts(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(static name => name.GetString()!)] : [type.GetString()!];

    private static bool IsNumber(List<string> types) => types.Exists(static name => name is "number" or "integer");

    private static string Short(string text) => text.Length <= 40 ? text : $"{text[..40]}…";

    private static bool Is(string type, List<string> types, JsonElement value) => type switch
    {
        // Numbers may be written as texts, but other texts are none.
        "string" => value.ValueKind == JsonValueKind.String
            && (!IsNumber(types) || decimal.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out _)),
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
