using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Reads what the router and its engines stamp on responses.</summary>
public static class RoutedResponseExtensions
{
    internal const string ReceiptKey = "modelrouter.receipt";
    internal const string ConfidenceKey = "modelrouter.confidence";

    /// <summary>The receipt of the call that gave this response; <see langword="null"/> if no router was in the pipeline.</summary>
    public static RoutingReceipt? GetRoutingReceipt(this ChatResponse response) =>
        ReadAny<RoutingReceipt>(response, ReceiptKey);

    /// <summary>The receipt, on the last update of a stream; <see langword="null"/> on every other.</summary>
    public static RoutingReceipt? GetRoutingReceipt(this ChatResponseUpdate update) =>
        Read<RoutingReceipt>(update?.AdditionalProperties, ReceiptKey);

    /// <summary>How sure the model was; <see langword="null"/> if its engine doesn't tell.</summary>
    public static GenerationConfidence? GetConfidence(this ChatResponse response) =>
        ReadAny<GenerationConfidence>(response, ConfidenceKey);

    /// <summary>How sure the model was, on the update that ends an answer.</summary>
    public static GenerationConfidence? GetConfidence(this ChatResponseUpdate update) =>
        Read<GenerationConfidence>(update?.AdditionalProperties, ConfidenceKey);

    /// <summary>Stamps a confidence on a response's or update's properties, for clients of your own that know one.</summary>
    public static void SetConfidence(this AdditionalPropertiesDictionary properties, GenerationConfidence confidence)
    {
        ArgumentNullException.ThrowIfNull(properties);
        ArgumentNullException.ThrowIfNull(confidence);
        properties[ConfidenceKey] = confidence;
    }

    /// <summary>Looks at the messages too, which is where a stream that was put together keeps what its updates carried.</summary>
    private static T? ReadAny<T>(ChatResponse? response, string key)
        where T : class
    {
        if (response is null)
        {
            return null;
        }

        if (Read<T>(response.AdditionalProperties, key) is { } found)
        {
            return found;
        }

        for (var i = response.Messages.Count - 1; i >= 0; i--)
        {
            if (Read<T>(response.Messages[i].AdditionalProperties, key) is { } onMessage)
            {
                return onMessage;
            }
        }

        return null;
    }

    private static T? Read<T>(AdditionalPropertiesDictionary? properties, string key)
        where T : class =>
        properties is not null && properties.TryGetValue(key, out var value) ? value as T : null;
}
