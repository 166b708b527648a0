namespace ModelRouter;

/// <summary>Keeps labels, and calls that may get one, beyond the process, maybe for several. Implementations are safe for concurrent use.</summary>
public interface IOutcomeStore : IAsyncDisposable
{
    /// <summary>A number that is another one after any process has changed labels. Asked every few seconds, so it must be cheap.</summary>
    Task<long> RevisionAsync(CancellationToken cancellationToken = default);

    /// <summary>All labels, oldest call first; those whose <see cref="PromptVector.FromBytes"/> is <see langword="null"/>, and those of a kind that isn't known, are left out.</summary>
    Task<IReadOnlyList<OutcomeLabel>> LoadAsync(CancellationToken cancellationToken = default);

    /// <summary>How many labels the last <see cref="LoadAsync"/> left out, mostly since another version of the library wrote them; 0 where the store doesn't count.</summary>
    int Unread => 0;

    /// <summary>Keeps calls that may get a label; may forget the oldest of them. A label that is there already stays.</summary>
    Task RememberAsync(IReadOnlyList<LearnableCall> calls, CancellationToken cancellationToken = default);

    /// <summary>The call, by the model whose answer was given, not by one whose label is an <see cref="OutcomeKind.Escalation"/>; <see langword="null"/> if it isn't known any more.</summary>
    Task<LearnableCall?> FindAsync(Guid callId, CancellationToken cancellationToken = default);

    /// <summary>Keeps a label, in place of an earlier one of the same call and model unless that is of a weightier <see cref="OutcomeKind"/>, and forgets
    /// others that are still of the same kind; both or nothing. A call whose <see cref="OutcomeKind.Check"/> is forgotten may get a label as before.</summary>
    Task SaveAsync(OutcomeLabel label, IReadOnlyList<OutcomeLabel> forgotten, CancellationToken cancellationToken = default);

    /// <summary>Forgets everything, and keeps when that was; that is a change of labels, too.</summary>
    Task ResetAsync(CancellationToken cancellationToken = default);

    /// <summary>When everything was last forgotten, so that nothing older is learned from a ledger; <see langword="null"/> if it never was, or the store doesn't keep it.</summary>
    Task<DateTimeOffset?> ForgottenAtAsync(CancellationToken cancellationToken = default) => Task.FromResult<DateTimeOffset?>(null);
}
