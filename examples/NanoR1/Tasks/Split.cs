namespace NanoR1;

/// <summary>Which half of the world an exercise comes from. Problems are told apart by a hash of what is asked, phrasings by hand.</summary>
internal enum Split
{
    /// <summary>Problems and phrasings to learn from.</summary>
    Training,

    /// <summary>Problems that training can't produce, in phrasings that it knows.</summary>
    FreshProblems,

    /// <summary>Problems and phrasings that training can't produce.</summary>
    FreshPhrasings,
}
