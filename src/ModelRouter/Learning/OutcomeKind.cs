namespace ModelRouter;

/// <summary>Who says how well a model answered. A weightier kind is never replaced by a lighter one about the same answer.</summary>
/// <remarks>A kind of weight w counts as w × what it says + (1 − w) × what was predicted.</remarks>
public enum OutcomeKind
{
    /// <summary>A person said so, from 0 (wrong) to 1 (right). Weight 1.</summary>
    Feedback,

    /// <summary>A program has checked the answer: a test, a schema, a known result. Weight 1.</summary>
    Verifier,

    /// <summary>The answer failed a cascade's check, and another model was asked. Weight 0.5, as such checks err.</summary>
    Escalation,

    /// <summary>The person asked again, or went on (0 or 1). Weight 0.3, as there are many reasons for it.</summary>
    Retry,

    /// <summary>An answer was given that a cascade's checks had passed (1), or failed while no other model could answer (0). Weight 0.5, as for <see cref="Escalation"/>.</summary>
    Check,
}
