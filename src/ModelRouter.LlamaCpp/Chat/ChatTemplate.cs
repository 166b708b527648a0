using System.Runtime.InteropServices;
using System.Text;

namespace ModelRouter.LlamaCpp;

/// <summary>A model's chat template, rendered by llama.cpp, which knows the templates in use by their family.</summary>
/// <remarks>Immutable and safe for concurrent use.</remarks>
internal sealed unsafe class ChatTemplate
{
    private readonly byte[] _utf8;
    private readonly string _modelPath;

    public ChatTemplate(string template, string modelPath)
    {
        _utf8 = [.. Encoding.UTF8.GetBytes(template), 0];
        _modelPath = modelPath;
        OpensThought = ThinkTags.OpensThought(template);
        CanSkipThought = ThinkTags.CanSkipThought(template);
        Thinks = template.Contains(ThinkTags.Open, StringComparison.Ordinal);
    }

    /// <summary>True if the prompt must end with the opening tag.</summary>
    public bool OpensThought { get; }

    /// <summary>True if the prompt may end with an empty thought, after which the model answers at once.</summary>
    public bool CanSkipThought { get; }

    /// <summary>True if the model thinks, whether the prompt or the model opens the thought.</summary>
    public bool Thinks { get; }

    /// <summary>The text that ends where the assistant is to go on.</summary>
    /// <exception cref="ChatTemplateException">llama.cpp doesn't know the template.</exception>
    public string Render(IReadOnlyList<(string Role, string Content)> turns)
    {
        var strings = new List<nint>(turns.Count * 2);
        try
        {
            var native = stackalloc LlamaChatTurn[Math.Min(turns.Count, 64)];
            if (turns.Count > 64)
            {
                native = (LlamaChatTurn*)Keep(strings, Marshal.AllocCoTaskMem(turns.Count * sizeof(LlamaChatTurn)));
            }

            var bytes = 256;
            for (var i = 0; i < turns.Count; i++)
            {
                native[i].Role = (byte*)Keep(strings, Marshal.StringToCoTaskMemUTF8(turns[i].Role));
                native[i].Content = (byte*)Keep(strings, Marshal.StringToCoTaskMemUTF8(turns[i].Content));
                bytes += (turns[i].Content.Length * 3) + 64;
            }

            return Render(native, turns.Count, bytes);
        }
        finally
        {
            strings.ForEach(Marshal.FreeCoTaskMem);
        }
    }

    private string Render(LlamaChatTurn* turns, int count, int capacity)
    {
        while (true)
        {
            var buffer = new byte[capacity];
            int length;
            fixed (byte* template = _utf8)
            fixed (byte* start = buffer)
            {
                length = LlamaNative.ChatApplyTemplate(template, turns, (nuint)count, 1, start, capacity);
            }

            if (length < 0)
            {
                throw new ChatTemplateException(
                    $"llama.cpp does not know the chat template of '{_modelPath}'. " +
                    "Set ChatTemplate to one that it knows, such as \"chatml\" or \"deepseek3\", or Format to Completion.");
            }

            if (length <= capacity)
            {
                return Encoding.UTF8.GetString(buffer, 0, length);
            }

            capacity = length;
        }
    }

    private static nint Keep(List<nint> owned, nint memory)
    {
        owned.Add(memory);
        return memory;
    }
}
