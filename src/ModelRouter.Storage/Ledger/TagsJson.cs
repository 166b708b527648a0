using System.Text.Json.Serialization;

namespace ModelRouter.Storage;

/// <summary>Tags as a JSON array, without reflection.</summary>
[JsonSerializable(typeof(string[]))]
internal sealed partial class TagsJson : JsonSerializerContext
{
    /// <summary>Korean and other scripts readable, as in an entry's line.</summary>
    internal static TagsJson Readable { get; } = new(new() { Encoder = SpendEntryJson.LineOptions.Encoder });
}
