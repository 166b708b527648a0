using System.Text.Json.Serialization;

namespace ModelRouter;

/// <summary>How results are written for agents.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Dictionary<string, IReadOnlyList<ModelDescription>>))]
[JsonSerializable(typeof(Dictionary<string, IReadOnlyList<CostEstimate>>))]
[JsonSerializable(typeof(Dictionary<string, IReadOnlyList<BudgetStanding>>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(ModelAnswer))]
[JsonSerializable(typeof(ModelComparison))]
[JsonSerializable(typeof(SpendReport))]
internal sealed partial class FunctionJson : JsonSerializerContext;
