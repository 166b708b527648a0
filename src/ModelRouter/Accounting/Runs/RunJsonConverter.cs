using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelRouter;

/// <summary>Writes nothing of a run. It lives in its process, and is no part of what is asked: a cache's key that held what it has spent would be another with each call.</summary>
internal sealed class RunJsonConverter : JsonConverter<RoutingRun>
{
    public override RoutingRun Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("A run can't be read from JSON.");

    public override void Write(Utf8JsonWriter writer, RoutingRun value, JsonSerializerOptions options) => writer.WriteNullValue();
}
