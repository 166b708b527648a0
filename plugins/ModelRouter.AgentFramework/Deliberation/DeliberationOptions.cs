namespace ModelRouter.AgentFramework;

/// <summary>Who deliberates, and when they agree.</summary>
public sealed class DeliberationOptions
{
    /// <summary>Its name on receipts, and the agent's in the ledger where the caller names none.</summary>
    public string Name { get; set; } = "deliberation";

    /// <summary>Those who answer first, all at once and without knowing of each other; 1 to 16, cheap ones.</summary>
    public IList<DeliberationVoice> Drafters { get; init; } = [];

    /// <summary>Reads the drafts, finds what is wrong in them, and says what is right, which is a vote as well; a model that thinks. Only the drafts vote if <see langword="null"/>.</summary>
    public DeliberationVoice? Critic { get; set; }

    /// <summary>Is asked only if the others disagree, and has the last word. The answer with the most votes is given then if <see langword="null"/>.</summary>
    public DeliberationVoice? Arbiter { get; set; }

    /// <summary>So many votes make an answer the one they agree on, if no other has as many; by default more than half of the votes, the critic's included. Who failed, or gave no whole
    /// answer, has none.</summary>
    public int? Quorum { get; set; }

    /// <summary>So many drafts that agree make the critic needless; never if <see langword="null"/>, the default.</summary>
    public int? DraftQuorum { get; set; }

    /// <summary>Gives the form in which answers are compared: those with the same one are the same. Empty for an answer that says nothing. By default the line
    /// after the last <c>Answer:</c> in lower case, with the value of a number and its unit, and JSON without regard to its layout; without <c>Answer:</c>, all of an answer of up to 200
    /// characters, and the last line of a longer one.</summary>
    public Func<string, string> Normalize { get; set; } = FinalAnswer.Form;

    /// <summary>True (the default) if the thoughts, the drafts and the critique come before the answer, as <see cref="Microsoft.Extensions.AI.TextReasoningContent"/> with
    /// their voice's name as author.</summary>
    public bool ShowThoughts { get; set; } = true;

    /// <summary>What one deliberation may cost.</summary>
    public RoutingRunOptions Run { get; init; } = new();
}
