using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>The class of the data that went into a message, kept in the message's additional properties, so that a later turn knows it that declares nothing.</summary>
/// <remarks>Written as text, which a history that was stored as JSON keeps; nothing is written of public data.</remarks>
internal static class DataClassStamp
{
    /// <summary>The highest class that is stamped on messages.</summary>
    internal static DataClass Highest(IEnumerable<ChatMessage> messages)
    {
        var highest = DataClass.Public;
        foreach (var message in messages)
        {
            highest = Higher(highest, Read(message.AdditionalProperties));
        }

        return highest;
    }

    /// <summary>The class on a message; a stamp that can't be read is nobody's.</summary>
    internal static DataClass Read(AdditionalPropertiesDictionary? properties) =>
        properties is null || !properties.TryGetValue(DeclaredDataClass.Key, out var value) ? DataClass.Public : value switch
        {
            DataClass stamped => Known(stamped),
            string text => Named(text),
            JsonElement { ValueKind: JsonValueKind.String } json => Named(json.GetString()),

            // How an enumeration's value is stored by default.
            JsonElement { ValueKind: JsonValueKind.Number } json when json.TryGetInt32(out var number) => Known((DataClass)number),
            _ => DataClass.Public,
        };

    /// <summary>The properties with the class, unless they hold a higher one: a router below may have found more.</summary>
    internal static AdditionalPropertiesDictionary? Write(AdditionalPropertiesDictionary? properties, DataClass known)
    {
        if (known > Read(properties))
        {
            (properties ??= [])[DeclaredDataClass.Key] = known.ToString();
        }

        return properties;
    }

    /// <summary>The higher of two classes.</summary>
    internal static DataClass Higher(DataClass one, DataClass other) => one > other ? one : other;

    private static DataClass Known(DataClass stamped) => Enum.IsDefined(stamped) ? stamped : DataClass.Public;

    private static DataClass Named(string? text) => Enum.TryParse<DataClass>(text, ignoreCase: true, out var stamped) ? Known(stamped) : DataClass.Public;
}
