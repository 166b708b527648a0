using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Puts the receipt, who answered, and the class of what was read on what the caller gets.</summary>
internal static class ReceiptStamp
{
    /// <summary>Stamps a whole response.</summary>
    internal static void Write(ChatResponse response, RoutingReceipt receipt)
    {
        var messages = response.Messages;
        for (var i = 0; i < messages.Count; i++)
        {
            ModelStamp.Write(messages[i], receipt.Model);
            messages[i].AdditionalProperties = DataClassStamp.Write(messages[i].AdditionalProperties, receipt.Decision.Profile.DataClass);
        }

        (response.AdditionalProperties ??= [])[RoutedResponseExtensions.ReceiptKey] = receipt;
    }

    /// <summary>The update that ends a stream. It has the ids of the last message, so that whoever puts the stream together finds the receipt on
    /// that message.</summary>
    internal static ChatResponseUpdate After(ChatResponseUpdate? last, RoutingReceipt receipt, DataClass dataClass)
    {
        var update = new ChatResponseUpdate
        {
            MessageId = last?.MessageId,
            ResponseId = last?.ResponseId,
            AuthorName = last?.AuthorName,
            Role = last?.Role,
            AdditionalProperties = DataClassStamp.Write(new() { [RoutedResponseExtensions.ReceiptKey] = receipt }, dataClass),
        };
        ModelStamp.Write(update, receipt.Model);
        return update;
    }
}
