using static ModelRouter.InjectionSignals;

namespace ModelRouter;

/// <summary>The signs of injection in English and of template markup.</summary>
internal static class InjectionTable
{
    private static readonly string[] Asking =
        ["reveal", "show", "print", "repeat", "output", "tell me", "display", "leak", "what is", "what are", "what's", "give me", "dump", "expose", "share", "recite", "copy", "verbatim"];

    private static readonly string[] Sending = ["send", "forward", "upload", "post", "leak", "transmit", "exfiltrate", "email", "append", "include", "encode", "deliver", "submit"];

    internal static readonly InjectionRule[] Rules =
    [
        new(Role, 0.6, 0.8, ["do anything now", "pretend you have no", "unrestricted ai", "you have no rules", "act as dan"]),
        new(Role, 0.4, 0.7, ["your new instructions", "your real instructions", "new instructions:", "updated instructions:", "new system prompt", "your true purpose"]),
        new(Role, 0.2, 0.5, ["you are now", "from now on you", "from now on, you", "you will now act", "developer mode", "jailbroken"]),
        new(Role, 0.2, 0.3, ["no restrictions", "without any restrictions", "without restrictions", "unfiltered"], ["you", "respond", "answer", "act"]),
        new(PromptRequest, 0.6, 0.8, ["your system prompt", "your initial instructions", "your initial prompt", "your hidden instructions", "your secret instructions", "your original instructions"], Asking),
        new(PromptRequest, 0.35, 0.6, ["the system prompt", "system message", "developer message", "your instructions", "your guidelines"], ["reveal", "print", "repeat", "output", "leak", "dump", "expose", "verbatim", "word for word"]),
        new(PromptRequest, 0.5, 0.7, ["everything above", "words above", "text above", "lines above"], ["repeat", "print", "output", "verbatim", "word for word"], ["you", "code block", "verbatim", "word for word", "starting with", "repeat"]),
        new(
            Exfiltration, 0.35, 0.8, ["api key", "api_key", "password", "credential", "access token", "secret key", "private key", "conversation", "chat history", "environment variable", "session cookie", "user data", "personal data", "system prompt"],
            Sending, ["http:", "https:", "@", "webhook", "this url", "this address", "this endpoint"]),
        new(Exfiltration, 0.1, 0.4, ["exfiltrate", "steal the", "harvest the"], ["data", "key", "token", "password", "credential", "conversation", "secret"]),
        new(Exfiltration, 0.3, 0.6, ["!["], ["](http"], ["data=", "q=", "?d=", "secret", "conversation", "payload"], ["{", "[", "%7b", "base64", "conversation", "secret"]),
        new(
            Concealment, 0.25, 0.65, ["tell the user", "inform the user", "mention this", "mention that you", "alert the user", "notify the user", "telling the user", "informing the user", "from the user"],
            ["not ", "don't", "never", "without", "hide", "secret", "avoid"]),
        new(
            Markup, 0.25, 0.6, ["<|im_start|>", "<|im_end|>", "<|system|>", "<|endoftext|>", "<|start_header_id|>", "<<sys>>", "[inst]", "[/inst]", "</system>", "<system>", "[system]", "### system", "### instruction:", "system override", "admin override", "begin system"]),
        new(Markup, 0.05, 0.1, ["display:none", "display: none", "font-size:0", "font-size: 0"]),
        new(
            AddressesModel, 0, 0.45, ["ai assistant", "language model", "ai agent", "ai model", "if you are an ai", "if you're an ai", "attention ai", "note to ai", "dear assistant", "to the assistant", "the assistant must", "the assistant should"],
            ["must", "please", "should", "need to", "have to", "are instructed", "are required", "reading this", "processing this", "attention", "instruct"]),
    ];
}
