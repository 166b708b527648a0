using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter.AgentFramework;

/// <summary>What is written on requests and messages for the router and for later agents.</summary>
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

    /// <summary>The higher of two classes.</summary>
    internal static DataClass Highest(DataClass one, DataClass other) => one > other ? one : other;

    /// <summary>The highest class of what went into these messages, as far as routed agents wrote them.</summary>
    internal static DataClass ClassOf(IEnumerable<ChatMessage> messages)
    {
        var highest = DataClass.Public;
        foreach (var message in messages)
        {
            highest = Highest(highest, ClassOf(message.AdditionalProperties));
        }

        return highest;
    }

    /// <summary>The class of what went into a message, by its mark; one that can't be read is nobody's mark.</summary>
    internal static DataClass ClassOf(AdditionalPropertiesDictionary? properties)
    {
        if (properties is null || !properties.TryGetValue(DeclaredDataClass.Key, out var value))
        {
            return DataClass.Public;
        }

        var text = value is JsonElement { ValueKind: JsonValueKind.String } json ? json.GetString() : value as string;
        return Array.Find(Enum.GetValues<DataClass>(), known => string.Equals(known.ToString(), text, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Marks what a model wrote with the class of what it had read. As text, so that a history that was stored keeps it.</summary>
    internal static AdditionalPropertiesDictionary? Mark(AdditionalPropertiesDictionary? properties, DataClass known)
    {
        if (known > DataClass.Public)
        {
            (properties ??= [])[DeclaredDataClass.Key] = known.ToString();
        }

        return properties;
    }
}
