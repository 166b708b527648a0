using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>The data class that a caller declares in <see cref="ChatOptions.AdditionalProperties"/>.</summary>
internal static class DeclaredDataClass
{
    /// <summary>The class of the data in the request, a <see cref="DataClass"/> or its name; what the analysis finds can only be added to it.</summary>
    internal const string Key = "modelrouter.data_class";

    /// <summary>The declared class, <see cref="DataClass.Public"/> if there is none.</summary>
    /// <exception cref="ArgumentException">Something else than a data class is declared.</exception>
    internal static DataClass Read(ChatOptions? options)
    {
        if (options?.AdditionalProperties is not { } properties || !properties.TryGetValue(Key, out var value) || value is null)
        {
            return DataClass.Public;
        }

        if (value is DataClass declared && Enum.IsDefined(declared))
        {
            return declared;
        }

        var text = value is JsonElement { ValueKind: JsonValueKind.String } json ? json.GetString() : value as string;
        foreach (var known in Enum.GetValues<DataClass>())
        {
            if (known.ToString().Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return known;
            }
        }

        // Falling back to a lower class would let the data out.
        throw new ArgumentException(
            $"The property '{Key}' must be one of {string.Join(", ", Enum.GetNames<DataClass>())}, given as the enumeration or its name.",
            nameof(options));
    }
}
