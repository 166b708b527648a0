namespace ModelRouter;

/// <summary>The check of an answer by more answers of the same model (self-consistency, https://arxiv.org/abs/2203.11171).</summary>
/// <remarks>They cost what answers cost, and are asked for at once when the first one is there and has passed the other checks; an engine that keeps prefixes
/// reads the prompt once. Answers are compared by their last <c>\boxed{…}</c>, as JSON, in mathematics by their last number, else as a whole up to 200
/// characters and by their last line if they are longer. Sensitivity 0.7 and specificity 0.85 are guesses. With temperature 0 there are no votes, since all answers would be the same.</remarks>
public sealed class VoteCheckOptions : AnswerCheckOptions
{
    internal const int Most = 9;

    internal VoteCheckOptions()
        : base(sensitivity: 0.7, specificity: 0.85)
    {
    }

    /// <summary>Answers in all, the first one included; 1 (the default) for no vote, at most 9.</summary>
    public int Count { get; set; } = 1;

    /// <summary>The share of answers, its own included, that has to agree with the first one; greater than 0, at most 1. Default 0.6: two of three, three of five.</summary>
    public double MinAgreement { get; set; } = 0.6;

    /// <summary>Tasks whose answers can be compared; by default mathematics, reasoning and classification.</summary>
    public ISet<PromptTask> Tasks { get; } = new HashSet<PromptTask> { PromptTask.Math, PromptTask.Reasoning, PromptTask.Classification };
}
