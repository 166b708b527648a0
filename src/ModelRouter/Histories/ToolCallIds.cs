using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Gives tool calls ids of the form that a model's service takes.</summary>
/// <remarks>A new id depends on the old one only, so a conversation gets the same ids in every request and its prefix stays in
/// the service's cache.</remarks>
internal static class ToolCallIds
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    // Long enough that two ids never meet by chance, short enough to cost few tokens.
    private const int UsualLength = 16;

    internal static ChatMessage[] Apply(ChatMessage[] messages, ToolCallIdFormat? format)
    {
        if (format is null || NewIds(messages, format) is not { } ids)
        {
            return messages;
        }

        var copy = new LazyCopy(messages);
        foreach (var message in messages)
        {
            List<AIContent>? contents = null;
            for (var i = 0; i < message.Contents.Count; i++)
            {
                if (IdOf(message.Contents[i]) is { } id && ids.TryGetValue(id, out var written))
                {
                    contents ??= [.. message.Contents];
                    contents[i] = contents[i] is FunctionCallContent call
                        ? RawObjects.WithId(call, written)
                        : RawObjects.WithId((FunctionResultContent)contents[i], written);
                }
            }

            copy.Take(contents is null ? message : message.With(contents));
        }

        return copy.ToArray();
    }

    /// <summary>The ids to be written anew; <see langword="null"/> if there are none.</summary>
    private static Dictionary<string, string>? NewIds(ChatMessage[] messages, ToolCallIdFormat format)
    {
        Dictionary<string, string>? ids = null;
        HashSet<string>? taken = null;
        foreach (var message in messages)
        {
            for (var i = 0; i < message.Contents.Count; i++)
            {
                if (IdOf(message.Contents[i]) is { } id && !format.Accepts(id))
                {
                    taken ??= [.. messages.SelectMany(m => m.Contents).Select(IdOf).OfType<string>().Where(format.Accepts)];
                    ids ??= new(StringComparer.Ordinal);
                    if (!ids.ContainsKey(id))
                    {
                        ids[id] = NewId(id, format, taken);
                    }
                }
            }
        }

        return ids;
    }

    private static string NewId(string id, ToolCallIdFormat format, HashSet<string> taken)
    {
        // FNV-1a, then SplitMix64 for as many characters as are needed.
        var state = 14_695_981_039_346_656_037UL;
        foreach (var c in id)
        {
            state = (state ^ c) * 1_099_511_628_211UL;
        }

        var characters = new char[Math.Clamp(UsualLength, format.MinLength, format.MaxLength)];
        string written;
        do
        {
            for (var i = 0; i < characters.Length; i++)
            {
                state += 0x9E3779B97F4A7C15UL;
                var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9UL;
                mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
                characters[i] = Alphabet[(int)((mixed ^ (mixed >> 31)) % (ulong)Alphabet.Length)];
            }

            written = new(characters);
        }
        while (!taken.Add(written));

        return written;
    }

    private static string? IdOf(AIContent content) => content switch
    {
        FunctionCallContent call => call.CallId,
        FunctionResultContent result => result.CallId,
        _ => null,
    };
}
