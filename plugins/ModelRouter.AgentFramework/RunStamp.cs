using Microsoft.Extensions.AI;

namespace ModelRouter.AgentFramework;

/// <summary>Puts a run's receipt on what its caller gets, and finds it there.</summary>
internal static class RunStamp
{
    private const string Key = "modelrouter.run_receipt";

    internal static AdditionalPropertiesDictionary Write(AdditionalPropertiesDictionary? properties, RunReceipt receipt)
    {
        (properties ??= [])[Key] = receipt;
        return properties;
    }

    internal static RunReceipt? Read(AdditionalPropertiesDictionary? properties) => properties?.GetValueOrDefault(Key) as RunReceipt;

    /// <summary>Looks at the messages too, which is where a stream that was put together keeps what its updates carried; the outermost run wrote last.</summary>
    internal static RunReceipt? Read(AdditionalPropertiesDictionary? properties, IList<ChatMessage> messages) =>
        Read(properties) ?? messages.Reverse().Select(static message => Read(message.AdditionalProperties)).FirstOrDefault(static receipt => receipt is not null);
}
