using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>What the whole conversation weighs, how sensitive it is and how suspicious. A mutable struct, so that counting allocates nothing.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct ConversationSize
{
    // JSON within JSON within JSON; deeper down nobody writes it by accident.
    private const int DeepestJson = 3;
    private const SensitiveData Everything = (SensitiveData)~0;
    private const SensitiveData Marks = SensitiveData.ConfidentialMark | SensitiveData.InternalMark;

    private InjectionReading _injection;

    internal long Units { get; private set; }

    internal int Images { get; private set; }

    internal int Recordings { get; private set; }

    internal PromptModalities Modalities { get; private set; }

    internal SensitiveData Sensitive { get; private set; }

    internal readonly InjectionReading Injection => _injection;

    internal void Add(ChatMessage message)
    {
        var origin = message.Role == ChatRole.User ? TextOrigin.Person
            : message.Role == ChatRole.System ? TextOrigin.System
            : message.Role == ChatRole.Assistant ? TextOrigin.Model
            : TextOrigin.Given;
        Look(message.AuthorName, ~Marks);
        var contents = message.Contents;
        for (var i = 0; i < contents.Count; i++)
        {
            Add(contents[i], origin);
        }
    }

    /// <summary>Looks for secrets in what is sent beside the messages: tools, and the form that the answer shall have. Addresses and numbers there are examples.</summary>
    internal void AddBeside(ChatOptions? options)
    {
        if (options?.Tools is { Count: > 0 } tools)
        {
            for (var i = 0; i < tools.Count; i++)
            {
                Sensitive |= SecretsBeside.In(tools[i]);
            }
        }

        if (options?.ResponseFormat is ChatResponseFormatJson { Schema: not null } form)
        {
            Sensitive |= SecretsBeside.In(form);
        }
    }

    private void Look(string? text, SensitiveData kinds) => Sensitive |= string.IsNullOrEmpty(text) ? SensitiveData.None : SensitiveText.Find(text) & kinds;

    internal void Add(string? text, TextOrigin origin)
    {
        // People paste JSON as well, and models write it.
        var value = ValueText.Of(text);
        AddValue(ref value, origin, isJson: false);
    }

    private void AddResult(object? result)
    {
        var text = ValueText.Of(result);
        AddValue(ref text, TextOrigin.Given, isJson: result is JsonElement);
    }

    private void Add(AIContent content, TextOrigin origin)
    {
        switch (content)
        {
            case TextContent text:
                Add(text.Text, origin);
                break;
            case TextReasoningContent thought:
                Add(thought.Text, TextOrigin.Model);
                break;
            case FunctionResultContent { Result: AIContent single }:
                Add(single, TextOrigin.Given);
                break;
            case FunctionResultContent { Result: IEnumerable<AIContent> several }:
                // A tool may show what it has found: a screenshot is an image as much as one that the user sends.
                foreach (var part in several)
                {
                    Add(part, TextOrigin.Given);
                }

                break;
            case FunctionResultContent result:
                AddResult(result.Result);
                break;
            case FunctionCallContent call:
                Add(call.Name, call.Arguments);
                break;
            case McpServerToolCallContent call:
                Add(call.ServerName, TextOrigin.Model);
                Add(call.Name, call.Arguments);
                break;
            case McpServerToolResultContent result:
                AddFound(result.Outputs, TextOrigin.Given);
                break;
            case CodeInterpreterToolCallContent call:
                AddFound(call.Inputs, TextOrigin.Model);
                break;
            case CodeInterpreterToolResultContent result:
                AddFound(result.Outputs, TextOrigin.Given);
                break;
            case WebSearchToolCallContent { Queries: { } queries }:
                foreach (var query in queries)
                {
                    Add(query, TextOrigin.Model);
                }

                break;
            case WebSearchToolResultContent result:
                AddFound(result.Outputs, TextOrigin.Given);
                break;
            case ImageGenerationToolResultContent result:
                AddFound(result.Outputs, TextOrigin.Given);
                break;
            case ToolApprovalRequestContent request:
                Add(request.ToolCall, TextOrigin.Model);
                break;
            case ToolApprovalResponseContent response:
                Add(response.ToolCall, TextOrigin.Model);
                Add(response.Reason, origin);
                break;
            case ErrorContent error:
                Add(error.Message, origin);

                // Within a tool's result clients send all of it.
                Add(error.Details, origin);
                break;
            case DataContent data:
                Look(data.Name, Everything);
                if (TextMedia.TextOf(data) is { } said)
                {
                    Add(said, TextOrigin.Given);
                }

                AddMedia(data.HasTopLevelMediaType("image"), data.HasTopLevelMediaType("audio"));
                break;
            case UriContent uri:
                Look(uri.Uri.OriginalString, ~Marks);
                AddMedia(uri.HasTopLevelMediaType("image"), uri.HasTopLevelMediaType("audio"));
                break;
            case HostedFileContent file:
                Look(file.Name, Everything);
                AddMedia(isImage: false, isAudio: false);
                break;
            case UsageContent or HostedVectorStoreContent or WebSearchToolCallContent or ImageGenerationToolCallContent:
                break;
            case var _ when content.GetType() == typeof(AIContent):
                // A provider's object and no more: its own model alone gets it.
                break;
            default:
                // Who sends a kind of his own sends what it says; rules for files hold as well, since that may be unlike its JSON.
                AddResult(content);
                AddMedia(isImage: false, isAudio: false);
                break;
        }
    }

    /// <summary>What a service's own tools were given or have found. Only texts of it are sent to models that haven't found it, so it asks for no capability.</summary>
    private void AddFound(IList<AIContent>? parts, TextOrigin origin)
    {
        var (images, recordings, modalities) = (Images, Recordings, Modalities);
        for (var i = 0; i < parts?.Count; i++)
        {
            Add(parts[i], origin);
        }

        (Images, Recordings, Modalities) = (images, recordings, modalities | (Modalities & PromptModalities.Text));
    }

    private void AddMedia(bool isImage, bool isAudio)
    {
        Images += isImage ? 1 : 0;
        Recordings += isAudio ? 1 : 0;
        Modalities |= isImage ? PromptModalities.Image : isAudio ? PromptModalities.Audio : PromptModalities.File;
    }

    private void Add(string? function, IDictionary<string, object?>? arguments)
    {
        Add(function, TextOrigin.Model);
        if (arguments is not null)
        {
            foreach (var (name, value) in arguments)
            {
                Units += TokenEstimator.Units(name);
                var text = ValueText.Of(name, value);
                AddValue(ref text, TextOrigin.Model, isJson: value is JsonElement);
            }
        }
    }

    /// <summary>Weighs a value as it stands, and reads it as it is meant.</summary>
    private void AddValue(ref ValueText text, TextOrigin origin, bool isJson)
    {
        if (!text.Value.IsEmpty)
        {
            Modalities |= PromptModalities.Text;
            Units += TokenEstimator.Units(text.Value);
            if (isJson)
            {
                text.Unescape();
            }

            // A text may be JSON as well, or no more than hold a backslash: so each step is read.
            var depth = 0;
            do
            {
                Sensitive |= Find(text);
                InjectionText.Read(text.Value, origin, ref _injection);
            }
            while (++depth < DeepestJson && text.Unescape());
        }

        text.Dispose();
    }

    /// <summary>What a value holds, read with its name; marks are its own: "confidential: false" is the name of an argument.</summary>
    private static SensitiveData Find(in ValueText text)
    {
        var found = SensitiveText.Find(text.Named);
        return (found & Marks) != SensitiveData.None && text.Value.Length < text.Named.Length
            ? (found & ~Marks) | SensitiveText.Find(text.Value)
            : found;
    }
}
