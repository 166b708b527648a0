namespace ModelRouter.LlamaCpp;

/// <summary>Why a generation ended.</summary>
internal enum FinishReason
{
    /// <summary>The model ended its answer, or wrote a stop sequence.</summary>
    Stop,

    /// <summary>The token limit or the context's end was reached.</summary>
    Length,
}
