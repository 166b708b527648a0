using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Extensions.AI;

namespace ModelRouter.Cli;

/// <summary>One of the product's prompts, sent as Semantic Kernel sends it: the same messages, the same options. A test compares both.</summary>
/// <remarks>The command line measures prompts on any model without bringing a kernel along; of the template language they use variables only.</remarks>
internal sealed partial class PromptTemplate
{
    private readonly JsonElement _settings;
    private readonly IReadOnlyList<(ChatRole Role, string Text)> _messages;

    private PromptTemplate(string name, JsonElement settings, IReadOnlyList<(ChatRole Role, string Text)> messages) => (Name, _settings, _messages) = (name, settings, messages);

    public string Name { get; }

    /// <summary>Its version, as its requests have it on the ledger: <c>judge@1</c>.</summary>
    public string Version => _settings.GetProperty("modelrouter.tags")[0].GetString()!["prompt:".Length..];

    /// <summary>Reads a prompt that comes with the program.</summary>
    internal static PromptTemplate Read(string name)
    {
        using var config = JsonDocument.Parse(Resource($"{name}/config.json"));
        var template = XDocument.Parse($"<prompt>{Resource($"{name}/skprompt.txt")}</prompt>", System.Xml.Linq.LoadOptions.PreserveWhitespace);
        return new(
            name,
            config.RootElement.GetProperty("execution_settings").GetProperty("default").Clone(),
            [.. template.Root!.Elements("message").Select(static message => (new ChatRole(message.Attribute("role")!.Value), message.Value))]);
    }

    /// <summary>The messages, with what is filled in. It can't leave its message: the messages are told apart before.</summary>
    internal IReadOnlyList<ChatMessage> Render(IReadOnlyDictionary<string, string> values) =>
        [.. _messages.Select(message => new ChatMessage(message.Role, Variable().Replace(message.Text, match => values[match.Groups["name"].Value]).Trim()))];

    /// <summary>What the prompt says of its requests.</summary>
    internal ChatOptions Options(string? modelId)
    {
        var options = new ChatOptions { ModelId = modelId, AdditionalProperties = [] };
        foreach (var setting in _settings.EnumerateObject())
        {
            switch (setting.Name)
            {
                case "temperature":
                    options.Temperature = setting.Value.GetSingle();
                    break;
                case "max_tokens":
                    options.MaxOutputTokens = setting.Value.GetInt32();
                    break;
                default:
                    options.AdditionalProperties[setting.Name] = setting.Value;
                    break;
            }
        }

        return options;
    }

    private static string Resource(string path)
    {
        using var reader = new StreamReader(typeof(PromptTemplate).Assembly.GetManifestResourceStream($"prompts/{path}")!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\{\{\$(?<name>[a-z_]+)\}\}", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Variable();
}
