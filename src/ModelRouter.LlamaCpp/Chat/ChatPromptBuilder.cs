using Microsoft.Extensions.AI;

namespace ModelRouter.LlamaCpp;

/// <summary>Turns a conversation into the tokens that the model continues. Safe for concurrent use.</summary>
internal sealed class ChatPromptBuilder
{
    private static readonly ChatRole Developer = new("developer");

    private readonly IModelVocabulary _vocabulary;
    private readonly ChatTemplate? _template;

    /// <summary>A builder for a model.</summary>
    /// <exception cref="ChatTemplateException">A template is wanted and there is none.</exception>
    public ChatPromptBuilder(LlamaModel model, PromptFormat format, string? template)
        : this(model.Vocabulary, ChatTemplate.For(format, template ?? model.ChatTemplate, model.Info.Path, ChatTemplate.NativeRenderer))
    {
    }

    /// <summary>A builder for a model that another library runs.</summary>
    /// <param name="vocabulary">Its tokenizer.</param>
    /// <param name="template">Its template; <see langword="null"/> to let it continue the text as it is.</param>
    public ChatPromptBuilder(IModelVocabulary vocabulary, ChatTemplate? template) => (_vocabulary, _template) = (vocabulary, template);

    /// <summary>True if the model thinks before it answers.</summary>
    public bool Thinks => _template is { Tag: not null };

    /// <summary>The prompt of a conversation.</summary>
    /// <param name="messages">The conversation, oldest message first.</param>
    /// <param name="options">Instructions and whether to think.</param>
    /// <exception cref="ArgumentException">There is no message.</exception>
    /// <exception cref="NotSupportedException">A message holds something other than text.</exception>
    /// <exception cref="ModelRefusedException">The template has no place for a message where it stands.</exception>
    public ChatPrompt Build(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var turns = new List<(string Role, string Content)>();
        if (!string.IsNullOrEmpty(options?.Instructions))
        {
            turns.Add(("system", options.Instructions));
        }

        foreach (var message in messages)
        {
            turns.Add((RoleOf(message.Role), TextOf(message)));
        }

        if (turns.Count == 0)
        {
            throw new ArgumentException("The conversation is empty; there is nothing to answer.", nameof(messages));
        }

        if (_template is null)
        {
            return new(Tokenize(string.Join('\n', turns.Select(turn => turn.Content))), Opened: null);
        }

        if (_template.FindLost(turns) is >= 0 and var lost)
        {
            throw new ModelRefusedException(
                $"The model's chat template has no place for the {turns[lost].Role} message that is number {lost + 1} of {turns.Count}; it would never read it.");
        }

        var hostile = ReplaceForgeries(turns);
        var (text, opened) = OpenThought(_template.Render(turns), options);
        return new(hostile.Count == 0 ? Tokenize(text) : Tokenize(text, hostile), opened);
    }

    /// <summary>The tokens of every tag that closes a thought, by its text; what the vocabulary can't write is left out.</summary>
    public IReadOnlyDictionary<string, int[]> TokenizeCloseTags()
    {
        var tokens = new Dictionary<string, int[]>(StringComparer.Ordinal);
        foreach (var (_, close) in ThinkTag.All)
        {
            try
            {
                tokens.Add(close, _vocabulary.Tokenize(close, addSpecial: false, parseSpecial: true));
            }
            catch (LlamaException)
            {
                // Such a model won't have opened the thought either.
            }
        }

        return tokens;
    }

    /// <summary>Ends a prompt as thinking or not thinking wants it; tells the tag of the thought that it then ends in.</summary>
    private (string Text, ThinkTag? Opened) OpenThought(string text, ChatOptions? options)
    {
        // For some families llama.cpp writes the tag itself.
        var written = ThinkTags.AtEndOf(text);
        if ((written ?? _template!.Tag) is not { } tag)
        {
            return (text, null);
        }

        var opens = written is not null || _template!.OpensThought;
        if (options?.Reasoning?.Effort == ReasoningEffort.None && (opens || _template!.CanSkipThought))
        {
            // An empty thought is how DeepSeek-R1 and Qwen are told not to think.
            return ($"{(written is null ? text + tag.Open : text.TrimEnd())}\n\n{tag.Close}\n\n", null);
        }

        return opens ? (written is null ? $"{text}{tag.Open}\n" : text, tag) : (text, null);
    }

    /// <summary>Contents that spell control tokens could forge a turn; they are kept apart and put in as plain text afterwards.</summary>
    private Dictionary<string, string> ReplaceForgeries(List<(string Role, string Content)> turns)
    {
        var hostile = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < turns.Count; i++)
        {
            // A NUL would end the text for the template engine, which reads C strings; the tokenizer is given the length.
            if (_vocabulary.SpellsControlToken(turns[i].Content) || turns[i].Content.AsSpan().ContainsAny('\uE000', '\0'))
            {
                var mark = ChatTemplate.Mark(i);
                hostile.Add(mark, turns[i].Content);
                turns[i] = (turns[i].Role, mark);
            }
        }

        return hostile;
    }

    private int[] Tokenize(string text) => Tokenize(text, isFirst: true, parseSpecial: _template is not null);

    private int[] Tokenize(string text, Dictionary<string, string> hostile)
    {
        var tokens = new List<int>();
        while (text.IndexOf('\uE000', StringComparison.Ordinal) is >= 0 and var start)
        {
            var end = text.IndexOf('\uE001', start) + 1;
            tokens.AddRange(Tokenize(text[..start], isFirst: tokens.Count == 0, parseSpecial: true));
            tokens.AddRange(Tokenize(hostile[text[start..end]], isFirst: false, parseSpecial: false));
            text = text[end..];
        }

        tokens.AddRange(Tokenize(text, isFirst: tokens.Count == 0, parseSpecial: true));
        return [.. tokens];
    }

    private int[] Tokenize(string text, bool isFirst, bool parseSpecial)
    {
        // Some templates write the beginning token themselves; two of them confuse a model.
        var beginning = _vocabulary.BeginningText;
        var hasBeginning = parseSpecial && beginning.Length > 0 && text.StartsWith(beginning, StringComparison.Ordinal);
        return _vocabulary.Tokenize(text, addSpecial: isFirst && !hasBeginning, parseSpecial);
    }

    /// <summary>Templates know few roles, and take any other text for one or leave the turn out.</summary>
    private string RoleOf(ChatRole role) =>
        role == ChatRole.Assistant ? "assistant"
        : role == ChatRole.System || role == Developer ? "system"
        : role == ChatRole.Tool && _template is { KnowsTools: true } ? "tool"
        : "user";

    private string TextOf(ChatMessage message)
    {
        var text = "";
        foreach (var content in message.Contents)
        {
            text += content switch
            {
                TextReasoningContent => "",
                TextContent part => part.Text,
                ErrorContent refusal => refusal.Message,
                UsageContent => "",
                _ => throw new NotSupportedException(
                    $"The llama.cpp engine reads text; a {message.Role.Value} message holds {content.GetType().Name}."),
            };
        }

        // Thoughts of earlier turns are dropped, as the templates of thinking models do it.
        if (_template?.Tag is { Close: var close } && message.Role == ChatRole.Assistant && text.LastIndexOf(close, StringComparison.Ordinal) is >= 0 and var end)
        {
            text = text[(end + close.Length)..].TrimStart();
        }

        return text;
    }
}
