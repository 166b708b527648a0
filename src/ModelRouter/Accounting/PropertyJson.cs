using System.Text.Json.Serialization;

namespace ModelRouter;

/// <summary>How values are written that stand in additional properties: the router's stamps, and what <see cref="RoutingOptionsExtensions"/> say.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(RoutingReceipt))]
[JsonSerializable(typeof(RunReceipt))]
[JsonSerializable(typeof(GenerationConfidence))]
[JsonSerializable(typeof(RoutingRun))]
[JsonSerializable(typeof(DataClass))]
[JsonSerializable(typeof(PromptTask))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(List<string>))]
[JsonSerializable(typeof(decimal))]
internal sealed partial class PropertyJson : JsonSerializerContext;
