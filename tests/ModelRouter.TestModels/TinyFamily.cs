namespace ModelRouter.TestModels;

/// <summary>Which architecture, tokenizer and chat template a model has.</summary>
public enum TinyFamily
{
    /// <summary>Llama with a SentencePiece tokenizer; no chat template unless the options give one.</summary>
    Llama,

    /// <summary>Qwen2 with DeepSeek-R1's tokens and a template that opens the thought itself.</summary>
    R1,
}
