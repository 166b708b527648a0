using Xunit;

namespace NanoR1.Tests;

public class LostThoughtTests
{
    [Fact]
    public void Every_lost_thought_fits_is_closed_once_and_asks_only_for_the_answer()
    {
        var mix = new ExerciseMix(TaskFamilies.Named([]));
        var random = new Random(7);
        for (var play = 0; play < 2000; play++)
        {
            var exercise = mix.Draw(random);
            var (prompt, completion) = LostThought.Of(exercise, random, ModelShape.Nano.Context);

            Assert.InRange(prompt.Length + completion.Length, 1, ModelShape.Nano.Context);
            Assert.Equal(ByteTokenizer.EndThought, prompt[^1]);
            Assert.Single(prompt, ByteTokenizer.EndThought);
            Assert.Equal(ByteTokenizer.EndOfSentence, completion[^1]);
            Assert.Equal(exercise.Language == "ko" ? LostThought.KoreanAnswer : LostThought.Answer, ByteTokenizer.Text(completion).Trim());
            Assert.False(ByteTokenizer.Text(prompt).EndsWith(exercise.Thought + "\n", StringComparison.Ordinal));
        }
    }
}
