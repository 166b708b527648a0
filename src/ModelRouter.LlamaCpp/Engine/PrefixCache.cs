namespace ModelRouter.LlamaCpp;

/// <summary>Decides which slot serves a prompt so that as little of it as possible is read again.</summary>
/// <remarks>Belongs to the engine's thread.</remarks>
internal sealed class PrefixCache(DecodeContext context, Slot[] slots, bool canReuse, int idleTokenLimit)
{
    /// <summary>A free slot for a request's first answer, its memory cut to what the prompt shares with it.</summary>
    /// <returns>Tokens of the prompt that need not be read; at least one always is, for its logits.</returns>
    public (Slot Slot, int Shared) Take(ReadOnlySpan<int> prompt)
    {
        Slot? oldest = null;
        Slot? source = null;
        var shared = 0;
        foreach (var slot in slots)
        {
            if (slot.IsFree && (oldest is null || slot.LastUsed < oldest.LastUsed))
            {
                oldest = slot;
            }

            var common = Math.Min(slot.CommonPrefix(prompt), prompt.Length - 1);
            if (canReuse && common > shared)
            {
                (source, shared) = (slot, common);
            }
        }

        // A slot whose memory is mostly this prompt is the same conversation going on; of any other only the beginning is
        // borrowed, so that its own conversation finds its memory again.
        var target = source is { IsFree: true } && shared * 2 >= source.Tokens.Count ? source : oldest!;
        if (target == source && context.Truncate(target.Id, shared))
        {
            return (target, context.HoldsBeginning(target.Id) ? shared : Clear(target));
        }

        Clear(target);
        if (source is null || source == target || !context.HoldsBeginning(source.Id))
        {
            return (target, 0);
        }

        context.Share(source.Id, target.Id, shared);
        return (target, shared);
    }

    /// <summary>Any free slot, emptied.</summary>
    public Slot TakeEmpty()
    {
        var slot = slots.Where(slot => slot.IsFree).MinBy(slot => slot.LastUsed)!;
        Clear(slot);
        return slot;
    }

    /// <summary>Forgets the oldest idle memory beyond the limit: attention walks over idle cells, too.</summary>
    public void Trim()
    {
        while (true)
        {
            var total = 0;
            Slot? oldest = null;
            foreach (var slot in slots)
            {
                if (slot.IsFree && slot.Tokens.Count > 0)
                {
                    total += slot.Tokens.Count;
                    oldest = oldest is null || slot.LastUsed < oldest.LastUsed ? slot : oldest;
                }
            }

            if (total <= idleTokenLimit || oldest is null)
            {
                return;
            }

            Clear(oldest);
        }
    }

    private int Clear(Slot slot)
    {
        context.Forget(slot.Id);
        slot.Forget();
        return 0;
    }
}
