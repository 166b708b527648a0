using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Reads what the router and its engines stamp on responses.</summary>
public static class ChatResponseExtensions
{
    internal const string ReceiptKey = "modelrouter.receipt";
    internal const string ConfidenceKey = "modelrouter.confidence";

    /// <summary>The receipt of the call that gave this response; <see langword="null"/> if no router was in the pipeline.</summary>
    public static RoutingReceipt? GetRoutingReceipt(this ChatResponse response) =>
        Read<RoutingReceipt>(response?.AdditionalProperties, ReceiptKey);

    /// <summary>The receipt, on the last update of a stream; <see langword="null"/> on every other.</summary>
    public static RoutingReceipt? GetRoutingReceipt(this ChatResponseUpdate update) =>
        Read<RoutingReceipt>(update?.AdditionalProperties, ReceiptKey);

    /// <summary>How sure the model was; <see langword="null"/> if its engine doesn't tell.</summary>
    public static GenerationConfidence? GetConfidence(this ChatResponse response) =>
        Read<GenerationConfidence>(response?.AdditionalProperties, ConfidenceKey);

    /// <summary>How sure the model was, on the update that ends an answer.</summary>
    public static GenerationConfidence? GetConfidence(this ChatResponseUpdate update) =>
        Read<GenerationConfidence>(update?.AdditionalProperties, ConfidenceKey);

    /// <summary>Stamps a confidence on a response's or update's properties, for clients of your own that know one.</summary>
    public static void SetConfidence(this AdditionalPropertiesDictionary properties, GenerationConfidence confidence)
    {
        ArgumentNullException.ThrowIfNull(properties);
        properties[ConfidenceKey] = confidence;
    }

    private static T? Read<T>(AdditionalPropertiesDictionary? properties, string key)
        where T : class =>
        properties is not null && properties.TryGetValue(key, out var value) ? value as T : null;
}
