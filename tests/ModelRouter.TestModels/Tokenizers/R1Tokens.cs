namespace ModelRouter.TestModels;

/// <summary>The markers of DeepSeek-R1's vocabulary. The bars are U+FF5C, the gaps U+2581.</summary>
public static class R1Tokens
{
    /// <summary>Begins a conversation.</summary>
    public const string BeginOfSentence = "<｜begin▁of▁sentence｜>";

    /// <summary>Ends an answer.</summary>
    public const string EndOfSentence = "<｜end▁of▁sentence｜>";

    /// <summary>Comes before what the user says.</summary>
    public const string User = "<｜User｜>";

    /// <summary>Comes before what the model says.</summary>
    public const string Assistant = "<｜Assistant｜>";

    /// <summary>Begins the thought.</summary>
    public const string ThinkStart = "<think>";

    /// <summary>Ends the thought.</summary>
    public const string ThinkEnd = "</think>";
}
