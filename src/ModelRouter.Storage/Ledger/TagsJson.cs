using System.Text.Json.Serialization;

namespace ModelRouter.Storage;

/// <summary>Tags as a JSON array, without reflection.</summary>
[JsonSerializable(typeof(string[]))]
internal sealed partial class TagsJson : JsonSerializerContext;
