using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace ModelRouter.Cli.Tests;

/// <summary>What <c>eval prompts</c> says of models whose verdicts are known.</summary>
public sealed partial class PromptEvalTests(ScriptedModels models)
{
    private const int Questions = 100;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_model_that_always_says_the_same_is_right_by_chance()
    {
        var figures = await MeasureAsync(static (study, _, _) => study.Template.Name switch { "judge" => "VERDICT: A", "answer_verifier" => "PASS", _ => "Law" });

        Assert.Equal(["judge@2", "answer_verifier@1", "domain_classifier@2"], figures.Select(static f => f.Study.Template.Version));
        Assert.Equal([0.5, 0.5, 0.125], figures.Select(static f => f.Accuracy.Estimate));
        Assert.Equal([0.5, 0.5, 0.125], figures.Select(static f => f.Study.Chance));
        Assert.All(figures, static f => Assert.False(f.IsBetterThanChance));
        Assert.All(figures.Take(2), static f => Assert.Equal(1, f.First!.Value.Estimate));
        Assert.Null(figures[2].First);
    }

    [Fact]
    public async Task A_model_that_is_right_in_four_of_five_is_better_than_chance_within_Wilsons_interval()
    {
        var figures = await MeasureAsync(static (study, one, _) => Say(study, one.Question % 5 != 0 ? one.Expected : Wrong(study, one.Expected)));

        Assert.Equal([Questions, Questions, 64], figures.Select(static f => f.Questions));
        Assert.Equal([2 * Questions, 2 * Questions, 64], figures.Select(static f => f.Asked));
        Assert.Equal([0.8, 0.8, 51.0 / 64], figures.Select(static f => f.Accuracy.Estimate));

        // Of 100, though 200 were asked: both about a question are right together here. Figures of R's prop.test(80, 100, correct = FALSE).
        Assert.Equal((0.71117, 0.86663), (Math.Round(figures[0].Accuracy.Low, 5), Math.Round(figures[0].Accuracy.High, 5)));
        Assert.All(figures, static f => Assert.True(f.IsBetterThanChance));
        Assert.All(figures, static f => Assert.Equal((0, 0), (f.Unparsable, f.Unanswered)));
        Assert.Equal(0.5, figures[0].First!.Value.Estimate);
        Assert.Equal([0.2m, 0.2m, 0.064m], figures.Select(static f => f.Cost));
        Assert.All(figures, static f => Assert.Equal(["scripted"], f.Models));
    }

    [Fact]
    public async Task A_model_that_babbles_has_no_verdict()
    {
        var figures = await MeasureAsync(static (_, _, _) => "Well, that is a good question.\nVERDICT? PASS or FAIL, A or B: who knows?");

        Assert.All(figures, static f => Assert.Equal((1, 0, 0), (f.Unparsable, f.Accuracy.Estimate, f.Accuracy.Low)));
        Assert.All(figures, static f => Assert.False(f.IsBetterThanChance));
        Assert.True(double.IsNaN(figures[0].First!.Value.Estimate));
    }

    [Fact]
    public async Task Who_is_right_in_one_order_only_is_right_in_half()
    {
        // Always the first answer, but for questions of which it recognizes the right one.
        var figures = await MeasureAsync(static (study, one, _) => study.Template.Name == "judge" && one.Question % 2 == 0 ? "VERDICT: A" : Say(study, one.Expected));

        Assert.Equal(0.75, figures[0].Accuracy.Estimate);
        Assert.Equal(0.75, figures[0].First!.Value.Estimate);
    }

    [Fact]
    public async Task At_the_limit_it_stops_and_tells_of_what_was_asked()
    {
        var run = new RoutingRun(0.05m, RunExhaustion.Stop);
        var figures = await MeasureAsync(static (study, one, _) => Say(study, one.Expected), run, parallel: 1);

        Assert.True(run.IsStopped);
        Assert.InRange(run.Spent, 0.035m, 0.05m);
        Assert.Equal(run.Spent, figures.Sum(static f => f.Cost));
        Assert.Equal(figures[0].Asked * 0.001m, figures[0].Cost);
        Assert.Equal((1, 0, 0), (figures[0].Accuracy.Estimate, figures[0].Unanswered, figures[1].Asked));
        Assert.False(figures[1].IsBetterThanChance);
    }

    [Fact]
    public async Task A_failing_model_answers_some_and_the_others_count_as_wrong()
    {
        var count = 0;
        var figures = await MeasureAsync((study, one, _) => Interlocked.Increment(ref count) % 4 == 0 ? throw new InvalidOperationException("down") : Say(study, one.Expected), parallel: 1);

        Assert.All(figures, static f => Assert.InRange(f.Unanswered, 0.2, 0.3));
        Assert.All(figures, static f => Assert.Equal(1 - f.Unanswered, f.Accuracy.Estimate, 9));

        // Nobody at all is a failure, with the first one's reason, and soon.
        count = 0;
        var failed = await Assert.ThrowsAsync<AllModelsFailedException>(() => MeasureAsync((_, _, _) => throw new InvalidOperationException($"down {++count}"), parallel: 1));
        Assert.Contains("down 1", failed.ToString(), StringComparison.Ordinal);
        Assert.Equal(9, count);
    }

    [Theory]
    [InlineData(0, "Both add up.\n**VERDICT: B.**", "B")]
    [InlineData(0, "verdict: tie", "TIE")]
    [InlineData(0, "VERDICT: A\nVERDICT: B\n\n", "B")]
    [InlineData(0, "VERDICT: AB", null)]
    [InlineData(0, "VERDICT: A or B", null)]
    [InlineData(0, "A", null)]
    [InlineData(0, "", null)]
    [InlineData(1, "It is 4.\nPASS", "PASS")]
    [InlineData(1, "`fail`.", "FAIL")]
    [InlineData(1, "I would PASS this", null)]
    [InlineData(2, "law.", "Law")]
    [InlineData(2, "**Software**", "Software")]
    [InlineData(2, "It is Law", null)]
    public void A_verdict_is_what_the_prompt_asks_for(int study, string answer, string? verdict) => Assert.Equal(verdict, PromptStudy.All(0, 8)[study].Read(answer));

    [Fact]
    public void Each_question_is_asked_in_both_orders_and_each_domain_equally_often()
    {
        var studies = PromptStudy.All(3, 40);
        foreach (var pair in studies[0].Cases.GroupBy(static one => one.Question))
        {
            var (first, second) = (pair.First(), pair.Last());
            Assert.Equal(("A", "B"), (first.Expected, second.Expected));
            Assert.Equal((first.Values["answer_a"], first.Values["answer_b"]), (second.Values["answer_b"], second.Values["answer_a"]));
        }

        Assert.All(studies[1].Cases.GroupBy(static one => one.Question), static pair => Assert.Equal(["PASS", "FAIL"], pair.Select(static one => one.Expected)));
        Assert.Equal(Enum.GetNames<PromptDomain>().Order(), studies[2].Cases.Select(static one => one.Expected).Distinct().Order());
        Assert.Single(studies[2].Cases.CountBy(static one => one.Expected).Select(static domain => domain.Value).Distinct());
        Assert.Equal(studies[2].Cases.Count, studies[2].Cases.Select(static one => one.Values["prompt"]).Distinct().Count());
    }

    [Fact]
    public void The_labels_are_right_and_nothing_else_gives_them_away()
    {
        var questions = LabelledQuestions.Draw(7, 400);
        Assert.Equal(questions, LabelledQuestions.Draw(7, 400));
        Assert.NotEqual(questions, LabelledQuestions.Draw(8, 400));
        Assert.Equal(400, questions.Select(static q => q.Question).Distinct().Count());
        foreach (var question in questions)
        {
            Assert.Equal(Solve(question.Question), question.Right);
            Assert.NotEqual(question.Right, question.Wrong);
        }

        // Where numbers are compared, the right one is as often the smaller as the greater, and as long as the wrong one nearly always.
        var numbers = questions.Where(static q => long.TryParse(q.Right, CultureInfo.InvariantCulture, out _) && q.Question[0] != 'S').ToList();
        Assert.InRange(numbers.Count(static q => Number(q.Right) < Number(q.Wrong)) / (double)numbers.Count, 0.4, 0.62);
        Assert.InRange(questions.Count(static q => q.Right.Length != q.Wrong.Length && q.Question[0] != 'W'), 0, 20);
    }

    [Fact]
    public async Task The_command_asks_a_models_file_and_tells_in_JSON_or_in_a_table()
    {
        string[] command = ["eval", "prompts", "--model", models.Thinker, "--threads", "1", "--questions", "8", "--parallel", "1"];
        var result = await CliProcess.RunAsync([.. command, "--json"]);
        Assert.True(result.ExitCode == 0, result.Error);
        using var json = JsonDocument.Parse(result.Out);
        Assert.Equal("mode model seed cost_usd stopped prompts", Json.Members(json.RootElement));
        var prompts = json.RootElement.GetProperty("prompts").EnumerateArray().ToList();
        Assert.Equal(
            "name version requests questions accuracy chance better_than_chance unanswered unparsable leaning_to leaning models cost_usd", Json.Members(prompts[0]));
        Assert.Equal([16, 16, 64], prompts.Select(static p => p.GetProperty("requests").GetInt32()));
        Assert.All(prompts, static p => Assert.Equal((false, 1), (p.GetProperty("better_than_chance").GetBoolean(), p.GetProperty("unparsable").GetInt32())));

        var table = await CliProcess.RunAsync(command);
        Assert.Contains("judge@2", table.Out, StringComparison.Ordinal);
        Assert.Contains("note: 96 requests", table.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_gets_none_of_these_prompts_is_a_failure_with_the_reason()
    {
        var result = await CliProcess.RunAsync("eval", "prompts", "--model", "nano-r1", "--questions", "8");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("nano-r1 [scope]", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_ends_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent by kill.");
        using var process = CliProcess.Start(["eval", "prompts", "--model", models.Endless, "--context", "150000", "--threads", "1"]);
        await process.WaitForErrorAsync("requests");

        await process.SignalAsync("INT");
        var result = await process.EndAsync();

        Assert.Equal(130, result.ExitCode);
        Assert.EndsWith("cancelled", result.Error.TrimEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--max-cost", "0")]
    [InlineData("--questions", "7")]
    [InlineData("--parallel", "0")]
    public async Task Wrong_options_are_told(string option, string value) => Assert.Equal(2, (await CliProcess.RunAsync("eval", "prompts", option, value)).ExitCode);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string Say(PromptStudy study, string verdict) => study.Template.Name == "judge" ? $"I compared them.\nVERDICT: {verdict}" : verdict;

    private static string Wrong(PromptStudy study, string expected) => study.Cases.First(one => one.Expected != expected).Expected;

    private static async Task<IReadOnlyList<PromptFigures>> MeasureAsync(
        Func<PromptStudy, PromptCase, ChatOptions?, string> script, RoutingRun? run = null, int parallel = 4)
    {
        var studies = PromptStudy.All(1, Questions);
        var cases = studies.SelectMany(static study => study.Cases.Select(one => (Text: study.Template.Render(one.Values)[^1].Text, Study: study, Case: one)))
            .ToDictionary(static known => $"{known.Study.Template.Name} {known.Text}", StringComparer.Ordinal);
        var profile = new ModelProfile { Id = "scripted", Tier = ModelTier.Cloud, Pricing = new() { OutputPerMillion = 10 }, Limits = new() { QueueLength = 1_000 } };
        using var client = new Script((messages, options) =>
        {
            var name = studies.First(study => study.Template.Render(study.Cases[0].Values)[0].Text == messages[0].Text).Template.Name;
            var (_, study, one) = cases[$"{name} {messages[^1].Text}"];
            return script(study, one, options);
        });
        using var router = new ModelRouterChatClient([new ModelEndpoint(profile, client)], new() { Health = { FailureThreshold = int.MaxValue } });
        return await new PromptMeasurement(router, "scripted", run ?? new(), parallel).RunAsync(studies, new Progress<float>(), Ct);
    }

    /// <summary>The answer, worked out another way than where it was drawn.</summary>
    private static string Solve(string question)
    {
        var words = Regex.Split(question, @"[^\p{L}\d-]+", RegexOptions.None, TimeSpan.FromSeconds(1));
        var dates = Dates().Matches(question).Select(static d => DateTime.ParseExact(d.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture)).ToList();
        var numbers = Numbers().Matches(Dates().Replace(question, "")).Select(static n => long.Parse(n.Value, CultureInfo.InvariantCulture)).ToList();
        return question switch
        {
            _ when question.StartsWith("Spell", StringComparison.Ordinal) => string.Concat(words[1].Reverse()),
            _ when question.Contains("letter", StringComparison.Ordinal) => $"{(words[^3] + words[^2]).Split(words[6]).Length - 1}",
            _ when question.Contains("day of the week", StringComparison.Ordinal) => dates[0].ToString("dddd", CultureInfo.InvariantCulture),
            _ when dates.Count == 2 => $"{(dates[1] - dates[0]).Days}",
            _ when dates.Count == 1 => dates[0].AddDays(numbers[0]).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ when question.Contains('+', StringComparison.Ordinal) => $"{numbers[0] + numbers[1]}",
            _ when question.Contains('×', StringComparison.Ordinal) => $"{numbers[0] * numbers[1]}",
            _ => $"{numbers[0] - numbers[1]}",
        };
    }

    [GeneratedRegex(@"\d{4}-\d{2}-\d{2}", RegexOptions.None, 1_000)]
    private static partial Regex Dates();

    [GeneratedRegex(@"\d+", RegexOptions.None, 1_000)]
    private static partial Regex Numbers();

    private sealed class Script(Func<IReadOnlyList<ChatMessage>, ChatOptions?, string> answer) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, answer([.. messages], options))) { Usage = new() { InputTokenCount = 50, OutputTokenCount = 100 } });

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
