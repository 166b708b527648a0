namespace NanoR1;

/// <summary>What a kind of problem is called, without the way of asking for it: cores go into <see cref="Carriers"/>, which know nothing of
/// the problem. What is learned of a core so holds within any carrier.</summary>
/// <param name="nouns">Noun phrases: <c>the product of {a} and {b}</c>.</param>
/// <param name="commands">Imperatives, <c>multiply {a} by {b}</c>; in Korean up to the ending, <c>{a에} {b을} 곱해</c>.</param>
/// <param name="clauses">Indirect questions, <c>whether {w} is a palindrome</c>; in Korean up to <c>-ㄴ지</c>.</param>
/// <param name="questions">Whole questions.</param>
/// <param name="conditions">Korean conditions, <c>{a}에 {b을} 곱하면</c>.</param>
/// <param name="numeric">Whether the nouns are numbers, for carriers such as <c>How much is …?</c></param>
internal sealed class Cores(
    string[] nouns, string[]? commands = null, string[]? clauses = null, string[]? questions = null, string[]? conditions = null, bool numeric = false)
{
    private readonly (CoreForm Form, Phrasebook Book)[] _forms =
    [
        .. ((CoreForm Form, string[]? Texts)[])
        [
            (CoreForm.Noun, nouns), (numeric ? CoreForm.Number : CoreForm.Noun, nouns), (CoreForm.Command, commands), (CoreForm.Clause, clauses),
            (CoreForm.Question, questions), (CoreForm.Condition, conditions),
        ] is var all ? all.Where(static form => form.Texts is { Length: > 0 }).Select(static form => (form.Form, new Phrasebook(form.Texts!, []))) : [],
    ];

    /// <summary>Draws a core and tells what it is.</summary>
    public (CoreForm Form, string Text) Say(Random random, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var (form, book) = random.Pick(_forms);
        return (form, book.Say(random, Split.Training, values));
    }
}
