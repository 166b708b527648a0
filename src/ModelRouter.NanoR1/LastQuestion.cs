using Microsoft.Extensions.AI;

namespace ModelRouter.NanoR1;

/// <summary>What is asked last, in the last message's own words: an earlier question has been answered.</summary>
internal static class LastQuestion
{
    /// <summary>The question; empty if the message asks nothing in words.</summary>
    internal static string In(ChatMessage? last) => last is null ? "" : PersonRequest.Of([last]);

    /// <summary>True if the message brings nothing but text.</summary>
    internal static bool IsTextAlone(ChatMessage last)
    {
        var contents = last.Contents;
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is not TextContent)
            {
                return false;
            }
        }

        return true;
    }
}
