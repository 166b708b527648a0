namespace NanoR1.Tests;

public class LanguageFamiliesTests
{
    public static TheoryData<string, string> Families()
    {
        var data = new TheoryData<string, string>();
        foreach (var family in LanguageFamilies.All)
        {
            data.Add(family.Name, "en");
            data.Add(family.Name, "ko");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Every_exercise_is_short_whole_and_right_by_its_own_measure(string name, string language)
    {
        var family = LanguageFamilies.All.Single(family => family.Name == name);
        var (total, most, longest) = (0L, 0, "");
        foreach (var split in Enum.GetValues<Split>())
        {
            for (var seed = 0; seed < 1500; seed++)
            {
                var exercise = family.Create(new Random(seed), split, language);
                var tokens = ByteTokenizer.Prompt(exercise.Prompt).Length + ByteTokenizer.Completion(exercise.Thought, exercise.Answer).Length;
                total += tokens;
                (most, longest) = tokens > most ? (tokens, exercise.Prompt + "\n" + exercise.Thought) : (most, longest);
                Assert.True(tokens <= 420, $"{tokens} tokens:\n{longest}");
                Assert.True(family.IsRight(exercise, exercise.Answer), exercise.Prompt);
                Assert.False(family.IsRight(exercise, exercise.Answer + "1"), exercise.Prompt);
                Assert.Equal(name, exercise.Family);
                Assert.DoesNotContain('{', exercise.Prompt);
                Assert.DoesNotContain('[', exercise.Prompt);
                if (seed < 5 && split != Split.FreshProblems)
                {
                    TestContext.Current.TestOutputHelper?.WriteLine($"--- {split}\n{exercise.Prompt}\n<think>\n{exercise.Thought}\n</think>\n{exercise.Answer}");
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"=== {name} {language}: {total / 4500} tokens on average, {most} at most\n{longest}");
    }
}
