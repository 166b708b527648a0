namespace ModelRouter;

/// <summary>What in a conversation looks like an attempt to turn a model against those whom it works for.</summary>
[Flags]
public enum InjectionSignals
{
    /// <summary>Nothing was found.</summary>
    None = 0,

    /// <summary>Earlier instructions are to be ignored.</summary>
    Override = 1,

    /// <summary>The model is to be somebody else, without rules.</summary>
    Role = 2,

    /// <summary>The system prompt is to be shown.</summary>
    PromptRequest = 4,

    /// <summary>Secrets or the conversation are to be sent somewhere.</summary>
    Exfiltration = 8,

    /// <summary>The user is not to hear of it.</summary>
    Concealment = 16,

    /// <summary>Marks of a chat template, which pretend that another speaks.</summary>
    Markup = 32,

    /// <summary>Text that a tool or document brought speaks to the model.</summary>
    AddressesModel = 64,

    /// <summary>Instructions in Base64, in characters that nobody sees, or the like.</summary>
    Obfuscation = 128,
}
