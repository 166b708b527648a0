using System.Text;
using ModelRouter.NanoR1;

namespace NanoR1.Tests;

public class ThoughtLengthTests
{
    public static TheoryData<string> Families => [.. TaskFamilies.Known.Select(static family => family.Name)];

    [Theory]
    [MemberData(nameof(Families))]
    public void The_budget_that_ends_a_thought_is_beyond_every_thought_that_is_taught(string name)
    {
        var family = TaskFamilies.Known.Single(family => string.Equals(family.Name, name, StringComparison.Ordinal));
        var budget = NanoR1Models.Run("model.gguf", null).ThinkBudget;
        foreach (var language in (string[])["en", "ko"])
        {
            for (var seed = 0; seed < 1000; seed++)
            {
                var exercise = family.Create(new Random(seed), Split.Training, language);

                // A byte is a token, and a line end closes the thought.
                Assert.True(Encoding.UTF8.GetByteCount(exercise.Thought) + 1 < budget, exercise.Thought);
            }
        }
    }
}
