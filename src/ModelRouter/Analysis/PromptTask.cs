namespace ModelRouter;

/// <summary>What a prompt asks a model to do.</summary>
public enum PromptTask
{
    /// <summary>Conversation without a more definite task.</summary>
    Chat,

    /// <summary>Write, explain, test or repair program code.</summary>
    Code,

    /// <summary>Calculate, prove or solve equations.</summary>
    Math,

    /// <summary>Several steps of inference: puzzles, causes, comparisons.</summary>
    Reasoning,

    /// <summary>Recall facts.</summary>
    Knowledge,

    /// <summary>Take named pieces out of given text.</summary>
    Extraction,

    /// <summary>Choose a label for given text.</summary>
    Classification,

    /// <summary>Shorten given text.</summary>
    Summarization,

    /// <summary>Say given text in another language.</summary>
    Translation,

    /// <summary>Say given text in other words of the same language.</summary>
    Rewriting,

    /// <summary>Stories, poems, slogans.</summary>
    CreativeWriting,

    /// <summary>Break a goal into steps.</summary>
    Planning,

    /// <summary>Call the functions that the request offers.</summary>
    ToolUse,
}
