using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>The task that a caller declares in <see cref="ChatOptions.AdditionalProperties"/>; it knows better than any analysis.</summary>
internal static class DeclaredTask
{
    /// <summary>What the request asks for, a <see cref="PromptTask"/> or its name, where the caller knows better than the analysis.</summary>
    internal const string Key = "modelrouter.task";

    /// <summary>The declared task; <see langword="null"/> if there is none.</summary>
    /// <exception cref="ArgumentException">Something else than a task is declared.</exception>
    internal static PromptTask? Read(ChatOptions? options)
    {
        if (options?.AdditionalProperties is not { } properties || !properties.TryGetValue(Key, out var value) || value is null)
        {
            return null;
        }

        if (value is PromptTask declared && Enum.IsDefined(declared))
        {
            return declared;
        }

        var text = value is JsonElement { ValueKind: JsonValueKind.String } json ? json.GetString() : value as string;
        foreach (var known in Enum.GetValues<PromptTask>())
        {
            if (known.ToString().Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return known;
            }
        }

        throw new ArgumentException(
            $"The property '{Key}' must be one of {string.Join(", ", Enum.GetNames<PromptTask>())}, given as the enumeration or its name."
            + Spelling.DidYouMean(text ?? "", Enum.GetNames<PromptTask>()),
            nameof(options));
    }
}
