using Microsoft.Extensions.AI;

namespace ModelRouter.AgentFramework;

/// <summary>What is written on requests for the router.</summary>
internal static class Marks
{
    /// <summary>Says something that nobody has said.</summary>
    internal static void TryAdd(AdditionalPropertiesDictionary properties, string key, object? value)
    {
        if (value is not null && (!properties.TryGetValue(key, out var known) || known is null))
        {
            properties[key] = value;
        }
    }

    /// <summary>Declares a class of data, unless a higher one is declared.</summary>
    internal static void Raise(AdditionalPropertiesDictionary properties, DataClass least)
    {
        if (least > DeclaredDataClass.Read(new() { AdditionalProperties = properties }))
        {
            properties[DeclaredDataClass.Key] = least;
        }
    }
}
