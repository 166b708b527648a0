using System.Text.Json;
using ModelRouter.Evaluation;

namespace ModelRouter.Cli.Tests;

public sealed class EvalTests : IDisposable
{
    private const string Pair = "--data rows.jsonl --weak small --strong large";

    private readonly EvalData _data = new();

    [Fact]
    public async Task A_pair_is_told_in_JSON_and_its_scores_give_the_same_figures()
    {
        using var json = await JsonOf($"{Pair} --train labels.jsonl --scores scores.jsonl --plot pair.png");

        var root = json.RootElement;
        Assert.Equal(
            "mode data broken seed rows unknown labels repeated folds held_out held_out_groups weak strong ways slice_by slices plot scores", Json.Members(root));
        Assert.Equal(("pair", 160, 200, 0), (root.GetProperty("mode").GetString(), root.GetProperty("rows").GetInt32(), root.GetProperty("labels").GetInt32(), root.GetProperty("broken").GetProperty("rows").GetInt32()));
        var ways = root.GetProperty("ways").EnumerateArray().ToList();
        Assert.Equal("router nearest length random oracle", string.Join(' ', ways.Select(static way => way.GetProperty("name").GetString())));
        Assert.All(ways, static way => Assert.Equal("name apgr apgr_beyond_length cpt_20 cpt_50 cpt_80 ece curve", Json.Members(way)));
        Assert.Equal("t0 t1 t2 t3", string.Join(' ', root.GetProperty("slices").EnumerateArray().Select(static slice => slice.GetProperty("name").GetString())));
        Assert.Equal("name rows weak strong router nearest length random oracle ece", Json.Members(root.GetProperty("slices")[0]));

        var scores = Lines("scores.jsonl");
        var rows = Lines("rows.jsonl");
        Assert.Equal(rows.Select(static row => row.GetProperty("id").GetString()), scores.Select(static row => row.GetProperty("id").GetString()));
        Assert.All(scores, static row => Assert.Equal(
            row.GetProperty("p").GetProperty("large").GetDouble() - row.GetProperty("p").GetProperty("small").GetDouble(), row.GetProperty("routing_score").GetDouble(), 12));
        var apgr = PairCurve.Of(
            [.. scores.Select(static row => row.GetProperty("routing_score").GetDouble())],
            [.. rows.Select(static row => row.GetProperty("q")[0].GetDouble())], [.. rows.Select(static row => row.GetProperty("q")[1].GetDouble())]).Apgr;
        Assert.Equal(apgr, ways[0].GetProperty("apgr").GetProperty("estimate").GetDouble(), 6);
        AssertPng("pair.png");
    }

    [Fact]
    public async Task All_models_are_compared_by_value()
    {
        using var json = await JsonOf("--data rows.jsonl --all --train labels.jsonl --worth 0.02 --slice language --scores scores.jsonl --plot all.png");

        var root = json.RootElement;
        Assert.Equal(
            "mode data broken seed rows unknown labels repeated folds held_out held_out_groups worth left_out best_single models ways slice_by slices plot scores", Json.Members(root));
        Assert.Equal(("large", "lang", 0.02m), (root.GetProperty("best_single").GetString(), root.GetProperty("slice_by").GetString(), root.GetProperty("worth").GetDecimal()));
        Assert.Equal("name quality cost arena ece", Json.Members(root.GetProperty("models")[0]));
        Assert.Equal("name aiq cost_share unbounded unbounded_beyond_best ece quality cost arena regret curve", Json.Members(root.GetProperty("ways")[0]));
        Assert.Equal(JsonValueKind.Null, root.GetProperty("ways")[2].GetProperty("regret").ValueKind);
        Assert.Equal("id p", Json.Members(Lines("scores.jsonl")[0]));
        AssertPng("all.png");
    }

    [Fact]
    public async Task A_learning_curve_has_a_point_for_each_number_of_labels()
    {
        using var json = await JsonOf($"{Pair} --folds 2 --labels 0,10,30 --draws 2 --plot learning.png");

        var root = json.RootElement;
        Assert.Equal("mode data broken seed rows repeated weak strong folds held_out held_out_groups draws per_task points references plot scores", Json.Members(root));
        Assert.Equal(("subset", 4), (root.GetProperty("held_out").GetString(), root.GetProperty("held_out_groups").GetInt32()));
        Assert.Equal([0, 10, 30], root.GetProperty("points").EnumerateArray().Select(static point => point.GetProperty("labels").GetInt32()));
        Assert.Equal("asked labels router nearest", Json.Members(root.GetProperty("points")[2]));
        Assert.Equal("apgr ece", Json.Members(root.GetProperty("points")[0].GetProperty("router")));
        Assert.Equal("length random oracle", Json.Members(root.GetProperty("references")));
        AssertPng("learning.png");

        using var all = await JsonOf("--data rows.jsonl --all --labels-per-task 0,5 --draws 1 --plot all.png");
        Assert.Equal("aiq cost_share unbounded ece", Json.Members(all.RootElement.GetProperty("points")[1].GetProperty("nearest")));
        Assert.Equal(20, all.RootElement.GetProperty("points")[1].GetProperty("labels").GetInt32());
        AssertPng("all.png");
    }

    [Fact]
    public async Task Fewer_labels_than_asked_for_are_told()
    {
        var result = await _data.RunAsync($"{Pair} --labels 500");
        Assert.Contains("there are only 80 labels to draw from.", result.Error, StringComparison.Ordinal);
        Assert.Contains("80 labels", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_learning_curve_tells_of_labels_left_out_and_calls_models_as_the_data_does()
    {
        var result = await _data.RunAsync("--data rows.jsonl --weak SMALL --strong Large --train rows.jsonl --folds 2 --labels 0,10 --draws 1 --json");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("160 labelled rows were left out, since their prompts are among those that are predicted.", result.Error, StringComparison.Ordinal);
        Assert.Contains("there are only 0 labels to draw from, in each fold.", result.Error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(result.Out);
        var root = json.RootElement;
        Assert.Equal((160, "small", "large"), (root.GetProperty("repeated").GetInt32(), root.GetProperty("weak").GetString(), root.GetProperty("strong").GetString()));
    }

    [Fact]
    public async Task Teams_that_deliberate_are_told_in_JSON_with_what_was_held_out()
    {
        await File.WriteAllTextAsync(
            _data.PathOf("three.models.json"),
            $"[{string.Join(", ", "abc".Select(static name => $$"""{ "name": "{{name}}", "input_per_million_usd": 1, "output_per_million_usd": 1 }"""))}]", TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(
            _data.PathOf("three.jsonl"),
            Enumerable.Range(0, 40).Select(static i => $$"""{"id":"{{i}}","benchmark":"b","subset":"t{{i / 20}}","prompt":"p{{i}}","q":[{{i % 2}},1,{{i / 2 % 2}}]}"""), TestContext.Current.CancellationToken);

        using var json = await JsonOf("--deliberation --data three.jsonl");
        var root = json.RootElement;
        Assert.Equal("mode data broken seed training_rows rows held_out held_out_groups teams left_out best_single chosen", Json.Members(root));
        Assert.Equal(("subset", 1), (root.GetProperty("held_out").GetString(), root.GetProperty("held_out_groups").GetInt32()));
        Assert.Equal(JsonValueKind.Null, root.GetProperty("best_single").GetProperty("accuracy").GetProperty("low").ValueKind);
        Assert.Equal("whether it is better than b alone can't be told from one task.", root.GetProperty("chosen")[0].GetProperty("verdict").GetString());
    }

    [Theory]
    [InlineData($"{Pair}", "APGR by subset", "prompt length")]
    [InlineData($"{Pair} --labels 40", "40 labels", "nearest labelled prompts")]
    [InlineData("--data rows.jsonl --all", "cost to be as good as large", "Where a right answer is worth $0.01")]
    [InlineData($"{Pair} --labels 0,10 --draws 1", "by labels", "router: APGR")]
    [InlineData("--data rows.jsonl --all --labels-per-task 0,2 --draws 1", "of each task", "right as worth grows")]
    public async Task Tables_tell_it_to_people(string arguments, params string[] expected)
    {
        var result = await _data.RunAsync(arguments);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.All(expected, text => Assert.Contains(text, result.Out, StringComparison.Ordinal));
        Assert.DoesNotContain('\e', result.Out);
    }

    [Fact]
    public async Task Broken_rows_are_named_and_only_an_error_where_none_is_allowed()
    {
        await File.AppendAllLinesAsync(
            _data.PathOf("rows.jsonl"),
            ["no JSON", """{"id":"x","benchmark":"b","prompt":"p","q":[0,2]}""", """{"id":"y","benchmark":"b","prompt":"p","q":[0,NaN]}""", """{"id":"z","benchmark":"b","prompt":"p","q":[0]}""", "{}", "[]"],
            TestContext.Current.CancellationToken);

        var result = await _data.RunAsync($"{Pair} --json");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("'rows.jsonl', line 162, is left out: An outcome must be a number from 0 to 1 or null, not 2.", result.Error, StringComparison.Ordinal);
        Assert.Contains("line 164, is left out: 'q' has 1 values for 2 models.", result.Error, StringComparison.Ordinal);
        Assert.Contains("6 rows of 'rows.jsonl' in all are left out; --json counts them, --strict makes them an error.", result.Error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(result.Out);
        Assert.Equal(6, json.RootElement.GetProperty("broken").GetProperty("rows").GetInt32());
        Assert.Equal(161, json.RootElement.GetProperty("broken").GetProperty("first")[0].GetProperty("line").GetInt32());

        // As labels they stand in no JSON.
        var labels = await _data.RunAsync("--data labels.jsonl --models rows.models.json --weak small --strong large --train rows.jsonl");
        Assert.Contains("6 rows of 'rows.jsonl' in all are left out; --strict makes them an error.", labels.Error, StringComparison.Ordinal);

        var strict = await _data.RunAsync($"{Pair} --strict");
        Assert.Equal(2, strict.ExitCode);
        Assert.Contains("6 rows of 'rows.jsonl' can't be used, the first in line 161", strict.Error, StringComparison.Ordinal);
        Assert.Empty(strict.Out);
    }

    [Theory]
    [InlineData("--data none.jsonl --all", "the file 'none.jsonl' of --data does not exist")]
    [InlineData("--data rows.jsonl --models none.json --all", "the models' file 'none.json' of --models does not exist")]
    [InlineData("--data other.jsonl --all", "put it beside as 'other.models.json'")]
    [InlineData("--data rows.jsonl --models other.models.json --all", "'q' has 2 values for 1 models")]
    [InlineData("--data empty.jsonl --models rows.models.json --all", "'empty.jsonl' is empty")]
    [InlineData("--data rows.jsonl", "--weak and --strong, or --all")]
    [InlineData("--data rows.jsonl --weak small", "go together")]
    [InlineData($"{Pair} --all", "choose one")]
    [InlineData("--data rows.jsonl --weak smal --strong large", "There is no model 'smal' in this data. Did you mean 'small'?")]
    [InlineData("--data rows.jsonl --weak large --strong small", "Swap them?")]
    [InlineData("--data rows.jsonl --weak small --strong Small", "must differ")]
    [InlineData($"{Pair} --train rows.jsonl=other.models.json", "'q' has 2 values for 1 models")]
    [InlineData($"{Pair} --train other.jsonl=other.models.json", "No model is in both: smal; and small, large. Did you mean 'small'?")]
    [InlineData($"{Pair} --folds 9", "too few for 9 folds")]
    [InlineData($"{Pair} --folds 2 --weights rows.jsonl", "--folds learns from the other parts instead of taking --weights")]
    [InlineData($"{Pair} --folds 1", "--folds must be")]
    [InlineData($"{Pair} --labels 5,x", "'x' is none")]
    [InlineData($"{Pair} --labels 5,-1", "'-1' is none")]
    [InlineData($"{Pair} --labels 5 --labels-per-task 5", "choose one")]
    [InlineData($"{Pair} --labels 0,5 --scores s.jsonl", "--scores needs one number of labels")]
    [InlineData($"{Pair} --group benchmark", "--group says nothing without --folds; leave it out")]
    [InlineData($"{Pair} --labels 5 --draws 2", "--draws says nothing without several numbers of labels")]
    [InlineData($"{Pair} --worth 0.02", "--worth says nothing about --weak and --strong")]
    [InlineData($"{Pair} --labels 0,5 --slice subset", "--slice says nothing about a learning curve")]
    [InlineData("--data rows.jsonl --all --labels 0,5 --worth 0.02", "--worth says nothing about a learning curve")]
    [InlineData("--data rows.jsonl --weak large --strong small --folds 9", "Swap them?")]
    [InlineData($"{Pair} --slice subsets", "--slice 'subsets' is unknown. Did you mean 'subset'? Allowed: benchmark, subset, lang.")]
    [InlineData($"{Pair} --plot plot.jpg", "must end in .png")]
    [InlineData($"{Pair} --scores none/s.jsonl", "the folder of --scores 'none/s.jsonl' does not exist")]
    [InlineData("--data rows.jsonl --all --worth 0", "--worth must be more than 0")]
    [InlineData("--data other.jsonl --task-types --all", "--all says nothing about --task-types")]
    [InlineData("--data rows.jsonl --deliberation --all", "--all says nothing about --deliberation")]
    [InlineData("--data rows.jsonl --deliberation", "at least 3 models")]
    [InlineData("--data rows.jsonl --task-types", "no row with a 'task'")]
    public async Task What_cannot_be_evaluated_is_told_with_what_to_do(string arguments, string expected)
    {
        var ct = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(_data.PathOf("empty.jsonl"), "", ct);
        await File.WriteAllTextAsync(_data.PathOf("other.jsonl"), """{"id":"1","benchmark":"b","prompt":"p","q":[1]}""", ct);
        if (arguments.Contains("other.models.json", StringComparison.Ordinal))
        {
            await File.WriteAllTextAsync(_data.PathOf("other.models.json"), """[{ "name": "smal" }]""", ct);
        }

        var result = await _data.RunAsync(arguments);

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Out);
        Assert.DoesNotContain("Exception", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--weak large --strong small")]
    [InlineData("--weak small --strong small")]
    public async Task Earlier_scores_stay_where_nothing_is_worked_out(string pair)
    {
        await File.WriteAllTextAsync(_data.PathOf("scores.jsonl"), "earlier", TestContext.Current.CancellationToken);
        var result = await _data.RunAsync($"--data rows.jsonl {pair} --scores scores.jsonl");
        Assert.Equal(2, result.ExitCode);
        Assert.Equal("earlier", await File.ReadAllTextAsync(_data.PathOf("scores.jsonl"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Task_types_are_measured_by_language()
    {
        await File.WriteAllLinesAsync(
            _data.PathOf("tasks.jsonl"),
            [
                """{"id":"1","prompt":"Fix this C# method: public int Add(int a, int b) => a - b;","task":"coding","lang":"en"}""",
                """{"id":"2","prompt":"이 파이썬 함수의 버그를 고쳐줘: def add(a, b): return a - b","task":"code","lang":"ko"}""",
                """{"id":"3","prompt":"Translate into Korean: The meeting has been moved to Friday.","task":"summarisation","lang":"en"}""",
                """{"prompt":"x","task":null}""", """{"prompt":"x","task":"weather"}""",
            ],
            TestContext.Current.CancellationToken);

        using var json = await JsonOf("--task-types --data tasks.jsonl --scores scores.jsonl");
        var root = json.RootElement;
        Assert.Equal("mode data broken seed rows without_task unknown_tasks accuracy mean_by_task languages confusion scores", Json.Members(root));
        Assert.Equal(2.0 / 3, root.GetProperty("accuracy").GetProperty("estimate").GetDouble(), 6);
        Assert.Equal("en ko", string.Join(' ', root.GetProperty("languages").EnumerateArray().Select(static slice => slice.GetProperty("lang").GetString())));
        Assert.Equal(1, root.GetProperty("confusion").GetProperty("summarization").GetProperty("translation").GetInt32());
        Assert.Equal(["code", "code", "translation"], Lines("scores.jsonl").Select(static row => row.GetProperty("predicted").GetString()!));

        var table = await _data.RunAsync("--task-types --data tasks.jsonl");
        Assert.Contains("66.7%", table.Out, StringComparison.Ordinal);
        Assert.Contains("left out: 1 row without a task", table.Error, StringComparison.Ordinal);
        Assert.Contains("'weather' (1)", table.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _data.Dispose();

    private async Task<JsonDocument> JsonOf(string arguments)
    {
        var result = await _data.RunAsync($"{arguments} --json");
        Assert.True(result.ExitCode == 0, result.ToString());
        return JsonDocument.Parse(result.Out);
    }

    private List<JsonElement> Lines(string name) => [.. File.ReadLines(_data.PathOf(name)).Select(static line => JsonDocument.Parse(line).RootElement)];

    private void AssertPng(string name)
    {
        var bytes = File.ReadAllBytes(_data.PathOf(name));
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], bytes[..4]);
        Assert.True(bytes.Length > 10_000);
    }
}
