namespace ModelRouter.LlamaCpp;

/// <summary>How a conversation becomes the text that the model continues.</summary>
public enum PromptFormat
{
    /// <summary>The chat template that the model file brings; an error if it brings none.</summary>
    ChatTemplate,

    /// <summary>No roles: the messages' texts, one after the other, for models that only continue text.</summary>
    Completion,
}
