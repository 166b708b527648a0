namespace ModelRouter.Tests;

/// <summary>A verifier made of a callback; keeps what it was asked.</summary>
internal sealed class FakeVerifier(Func<AnswerToVerify, CancellationToken, ValueTask<AnswerVerdict>> verify) : IAnswerVerifier
{
    public FakeVerifier(Func<AnswerToVerify, AnswerVerdict> verify)
        : this((answer, _) => ValueTask.FromResult(verify(answer)))
    {
    }

    public string Name { get; init; } = "judge";

    public bool Can { get; init; } = true;

    public List<AnswerToVerify> Asked { get; } = [];

    /// <summary>Accepts what holds a text.</summary>
    public static FakeVerifier Wanting(string text) =>
        new(answer => answer.Answer.Text.Contains(text, StringComparison.Ordinal) ? AnswerVerdict.Accepted : AnswerVerdict.Rejected("It is not what was wanted."));

    public bool CanVerify(PromptProfile prompt) => Can;

    public async ValueTask<AnswerVerdict> VerifyAsync(AnswerToVerify answer, CancellationToken cancellationToken)
    {
        Asked.Add(answer);
        return await verify(answer, cancellationToken);
    }
}
