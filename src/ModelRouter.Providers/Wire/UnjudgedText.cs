namespace ModelRouter.Providers;

/// <summary>Texts in a caller's raw options: a model would read them, and nobody has judged whether it may.</summary>
internal static class UnjudgedText
{
    /// <summary>What the answer will probably be, to get it sooner.</summary>
    public const string Prediction = "prediction";

    /// <summary>True for a parameter by which servers of OpenAI's language take more text.</summary>
    public static bool Is(string parameter) => parameter is "prompt" or "documents" or "chat_template";

    /// <summary>The refusal; left out, the text would be missed.</summary>
    public static ModelRefusedException In(string what) =>
        new($"Raw options may hold no {what}: only messages and instructions are judged before a model gets them.");
}
