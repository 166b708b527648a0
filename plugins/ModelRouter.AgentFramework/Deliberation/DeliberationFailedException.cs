namespace ModelRouter.AgentFramework;

/// <summary>No draft of a deliberation came to an answer; the message names each voice and what became of it.</summary>
/// <remarks>The message quotes no provider; <see cref="Failures"/> may, and a provider may have quoted the prompt.</remarks>
public sealed class DeliberationFailedException : Exception
{
    internal DeliberationFailedException(string name, IReadOnlyList<(string Voice, string Told, Exception? Failure)> drafts)
        : base(
            $"No draft of '{name}' came to an answer: {string.Join("; ", drafts.Select(static draft => $"{draft.Voice}: {draft.Told}"))}",
            drafts.Select(static draft => draft.Failure).FirstOrDefault(static failure => failure is not null)) =>
        Failures = [.. drafts.Select(static draft => draft.Failure).OfType<Exception>()];

    /// <summary>The failures of those drafts that failed, in their order.</summary>
    public IReadOnlyList<Exception> Failures { get; }
}
