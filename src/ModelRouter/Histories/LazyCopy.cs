using System.Runtime.InteropServices;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>A copy of a conversation that is only made once something in it changes.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct LazyCopy(ChatMessage[] source)
{
    private List<ChatMessage>? _copy;
    private int _read;

    /// <summary>The next message stays.</summary>
    internal void Keep() => Take(source[_read]);

    /// <summary>The next message stays if <paramref name="message"/> is that, and is replaced if not.</summary>
    internal void Take(ChatMessage message)
    {
        if (!ReferenceEquals(message, source[_read]))
        {
            _copy ??= [.. source.AsSpan(0, _read)];
        }

        _read++;
        _copy?.Add(message);
    }

    /// <summary>The next message goes.</summary>
    internal void Drop()
    {
        _copy ??= [.. source.AsSpan(0, _read)];
        _read++;
    }

    /// <summary>A message comes before the next one.</summary>
    internal void Insert(ChatMessage message)
    {
        _copy ??= [.. source.AsSpan(0, _read)];
        _copy.Add(message);
    }

    /// <summary>The conversation, read to its end; the source itself if nothing has changed.</summary>
    internal readonly ChatMessage[] ToArray() => _copy?.ToArray() ?? source;
}
