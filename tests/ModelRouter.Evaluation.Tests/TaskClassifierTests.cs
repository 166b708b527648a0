using Microsoft.Extensions.AI;

namespace ModelRouter.Evaluation.Tests;

public class TaskClassifierTests
{
    private static readonly PromptAnalyzer Analyzer = new();

    [Theory]
    [InlineData("en", 0.77, 0.5)]
    [InlineData("ko", 0.8, 0.45)]
    public async Task Tells_task_and_domain_of_prompts_by_a_writer_it_has_not_read(string language, double tasks, double domains)
    {
        var prompts = (await TaskPrompts.ReadAsync("test")).Where(prompt => prompt.Language == language).ToList();
        var judged = prompts.ConvertAll(static prompt => (prompt, Profile: Analyze(prompt.Prompt)));
        var rightTasks = judged.Average(static row => row.Profile.Task == row.prompt.Task ? 1.0 : 0);
        var rightDomains = judged.Average(static row => row.Profile.Domain == row.prompt.Domain ? 1.0 : 0);
        var apart = judged.Where(static row => row.prompt.Difficulty > 0.5).Average(static row => row.Profile.Difficulty)
            - judged.Where(static row => row.prompt.Difficulty < 0.3).Average(static row => row.Profile.Difficulty);

        TestContext.Current.TestOutputHelper?.WriteLine($"{language}: tasks {rightTasks:f3}, domains {rightDomains:f3}, difficulty apart {apart:f3}; {prompts.Count} prompts");
        Assert.True(rightTasks >= tasks, $"{rightTasks:f3}");
        Assert.True(rightDomains >= domains, $"{rightDomains:f3}");
        Assert.True(apart > 0.05, $"{apart:f3}");
    }

    [Theory]
    [InlineData(Perturbation.UpperCase)]
    [InlineData(Perturbation.LowerCase)]
    [InlineData(Perturbation.Spaces)]
    [InlineData(Perturbation.Typos)]
    [InlineData(Perturbation.Politeness)]
    [InlineData(Perturbation.NoEndSign)]
    public async Task What_does_not_change_the_request_seldom_changes_its_task(Perturbation perturbation)
    {
        var random = new Random(12);
        var prompts = await TaskPrompts.ReadAsync("test");
        var flipped = prompts.Average(prompt =>
            Analyze(perturbation.Apply(prompt.Prompt, prompt.Language == "ko", random)).Task == Analyze(prompt.Prompt).Task ? 0.0 : 1);

        TestContext.Current.TestOutputHelper?.WriteLine($"{perturbation}: {flipped:p1}");
        Assert.True(flipped <= 0.1, $"{flipped:p1}");
    }

    [Theory]
    [InlineData("Résume ce texte en trois phrases, s'il te plaît : les ventes ont baissé.")]
    [InlineData("今日の天気はどうですか。")]
    [InlineData("")]
    [InlineData("123 456")]
    public void Other_languages_are_judged_by_cues(string prompt)
    {
        var (learned, heuristic) = (Analyze(prompt), new HeuristicPromptAnalyzer().Analyze([new(ChatRole.User, prompt)], null));

        Assert.Equal((heuristic.Task, heuristic.Domain, heuristic.Difficulty), (learned.Task, learned.Domain, learned.Difficulty));
    }

    [Fact]
    public async Task Judging_allocates_nothing()
    {
        var prompts = await TaskPrompts.ReadAsync("test");
        foreach (var prompt in prompts)
        {
            TaskPrompts.Judge(TaskClassifier.Default, prompt.Prompt);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var prompt in prompts)
        {
            TaskPrompts.Judge(TaskClassifier.Default, prompt.Prompt);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / prompts.Count, 0, 64);
    }

    [Theory]
    [InlineData("“")]
    [InlineData("```")]
    [InlineData("'a ")]
    [InlineData("가")]
    [InlineData("a\n\n\"")]
    public void Long_and_odd_texts_are_judged(string piece)
    {
        var profile = Analyze(string.Concat(Enumerable.Repeat(piece, 30_000)));

        Assert.InRange(profile.Difficulty, 0.02, 1);
    }

    [Fact]
    public void The_middle_of_a_long_text_is_left_out()
    {
        var text = string.Concat(Enumerable.Repeat("The pump was taken out on Monday and looked at. ", 100));
        var (list, other) = (new List(), new List());
        RequestFeatures.Find("Summarize this: " + text + text, default, ref list);
        RequestFeatures.Find("Summarize this: " + text + "write a poem in Spanish 'now' " + text, default, ref other);

        Assert.Equal(list.Buckets, other.Buckets);
        Assert.InRange(list.Buckets.Count, 100, 8_000);
    }

    private static PromptProfile Analyze(string prompt) => Analyzer.Analyze([new(ChatRole.User, prompt)], null);

    private readonly struct List() : IFeatureSink
    {
        internal List<int> Buckets { get; } = [];

        public void Add(ReadOnlySpan<int> buckets) => Buckets.AddRange(buckets);

        public void EndGroup(float value)
        {
        }

        public void AddFigure(int index, float value)
        {
        }
    }
}
