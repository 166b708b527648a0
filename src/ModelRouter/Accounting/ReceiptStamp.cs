using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Puts the receipt, and who answered, on what the caller gets.</summary>
internal static class ReceiptStamp
{
    /// <summary>Stamps a whole response.</summary>
    internal static void Write(ChatResponse response, RoutingReceipt receipt)
    {
        var messages = response.Messages;
        for (var i = 0; i < messages.Count; i++)
        {
            ModelStamp.Write(messages[i], receipt.Model);
        }

        (response.AdditionalProperties ??= [])[ChatResponseExtensions.ReceiptKey] = receipt;
    }

    /// <summary>The update that ends a stream. It has the ids of the last message, so that whoever puts the stream together finds the receipt on
    /// that message.</summary>
    internal static ChatResponseUpdate After(ChatResponseUpdate? last, RoutingReceipt receipt)
    {
        var update = new ChatResponseUpdate
        {
            MessageId = last?.MessageId,
            ResponseId = last?.ResponseId,
            AuthorName = last?.AuthorName,
            Role = last?.Role,
            AdditionalProperties = new() { [ChatResponseExtensions.ReceiptKey] = receipt },
        };
        ModelStamp.Write(update, receipt.Model);
        return update;
    }
}
