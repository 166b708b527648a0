using System.Runtime.InteropServices;
using System.Text;

namespace ModelRouter.LlamaCpp;

/// <summary>A model's chat template, rendered by llama.cpp, which knows the templates in use by their family.</summary>
/// <remarks>Immutable and safe for concurrent use.</remarks>
internal sealed unsafe class ChatTemplate
{
    private readonly Func<IReadOnlyList<(string Role, string Content)>, string?> _render;
    private readonly string _modelPath;
    private readonly Lazy<bool> _knowsTools;

    private ChatTemplate(string template, string modelPath, Func<string, Func<IReadOnlyList<(string Role, string Content)>, string?>> renderer)
    {
        _render = renderer(template);
        _modelPath = modelPath;
        _knowsTools = new(TellsToolsApart);
        OpensThought = ThinkTags.OpensThought(template);
        CanSkipThought = ThinkTags.CanSkipThought(template);
        Tag = ThinkTags.Of(template);
    }

    /// <summary>True if the prompt must end with the opening tag.</summary>
    public bool OpensThought { get; }

    /// <summary>True if the prompt may end with an empty thought, after which the model answers at once.</summary>
    public bool CanSkipThought { get; }

    /// <summary>What the model puts around its thought, whether the prompt or the model opens it; <see langword="null"/> if it does not think.</summary>
    public ThinkTag? Tag { get; }

    /// <summary>True if a tool's turn stands in the prompt, and not as one of the assistant's.</summary>
    public bool KnowsTools => _knowsTools.Value;

    /// <summary>A content that no template changes and no text contains that has been seen to.</summary>
    public static string Mark(int turn) => $"\uE000{turn}\uE001";

    /// <summary>A model's template; <see langword="null"/> if <paramref name="format"/> wants none.</summary>
    /// <param name="format">How the model is prompted.</param>
    /// <param name="template">The template's text, if there is one.</param>
    /// <param name="modelPath">The model's file, for messages.</param>
    /// <param name="renderer">Makes of the text what renders conversations, giving <see langword="null"/> where llama.cpp doesn't know the template.</param>
    /// <exception cref="ChatTemplateException">A template is wanted and there is none.</exception>
    public static ChatTemplate? For(
        PromptFormat format, string? template, string modelPath, Func<string, Func<IReadOnlyList<(string Role, string Content)>, string?>> renderer) =>
        format != PromptFormat.ChatTemplate ? null : new ChatTemplate(
            template ?? throw new ChatTemplateException(
                $"'{modelPath}' brings no chat template, so it can't hold a conversation. " +
                "Set Format to Completion to let it continue the text, or set ChatTemplate to the one it was trained with."),
            modelPath,
            renderer);

    /// <summary>Renders by our own llama.cpp.</summary>
    public static Func<IReadOnlyList<(string Role, string Content)>, string?> NativeRenderer(string template)
    {
        byte[] utf8 = [.. Encoding.UTF8.GetBytes(template), 0];
        return turns => Render(utf8, turns);
    }

    /// <summary>The text that ends where the assistant is to go on.</summary>
    /// <exception cref="ChatTemplateException">llama.cpp doesn't know the template.</exception>
    public string Render(IReadOnlyList<(string Role, string Content)> turns) => _render(turns) ?? throw new ChatTemplateException(
        $"llama.cpp does not know the chat template of '{_modelPath}'. " +
        "Set ChatTemplate to one that it knows, such as \"chatml\" or \"deepseek3\", or Format to Completion.");

    /// <summary>The first turn that a conversation of these roles would lose, for which the template has no place there; -1 if there is none.</summary>
    /// <remarks>llama.cpp leaves out what a family has no role for, and some families a system turn anywhere but at the beginning.</remarks>
    /// <exception cref="ChatTemplateException">llama.cpp doesn't know the template.</exception>
    public int FindLost(IReadOnlyList<(string Role, string Content)> turns)
    {
        var text = Render([.. turns.Select((turn, i) => (turn.Role, Mark(i)))]);
        return Enumerable.Range(0, turns.Count).FirstOrDefault(
            i => !string.IsNullOrWhiteSpace(turns[i].Content) && !text.Contains(Mark(i), StringComparison.Ordinal), defaultValue: -1);
    }

    private bool TellsToolsApart()
    {
        var text = Render([("user", Mark(0)), ("tool", Mark(1))]);
        return text.Contains(Mark(1), StringComparison.Ordinal) && text != Render([("user", Mark(0)), ("assistant", Mark(1))]);
    }

    private static string? Render(byte[] template, IReadOnlyList<(string Role, string Content)> turns)
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

            return Render(template, native, turns.Count, bytes);
        }
        finally
        {
            strings.ForEach(Marshal.FreeCoTaskMem);
        }
    }

    private static string? Render(byte[] utf8, LlamaChatTurn* turns, int count, int capacity)
    {
        while (true)
        {
            var buffer = new byte[capacity];
            int length;
            fixed (byte* template = utf8)
            fixed (byte* start = buffer)
            {
                length = LlamaNative.ChatApplyTemplate(template, turns, (nuint)count, 1, start, capacity);
            }

            if (length < 0)
            {
                return null;
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
