using System.IO.Compression;
using System.Text;

namespace ModelRouter.Evaluation.Tests;

public sealed class DataTests : IDisposable
{
    private const string Models = """[{ "name": "weak", "input_per_million_usd": 1, "output_per_million_usd": 2, "assumed_mean_output_tokens": 100 }, { "name": "strong", "input_per_million_usd": 10, "output_per_million_usd": 20 }]""";

    private readonly string _folder = Directory.CreateTempSubdirectory("modelrouter-data-").FullName;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rows_are_read_and_broken_ones_named(bool isCompressed)
    {
        var data = await ReadAsync(
            isCompressed,
            """{"id":"1","benchmark":"b","subset":"s","lang":"ko","prompt":"12345678","q":[0,1],"out_chars":[10,40],"more":true}""",
            "",
            "no JSON",
            """{"id":"2","benchmark":"b","prompt":"p","q":[null,0.5],"cost":[0.1,null]}""",
            """{"id":"2","benchmark":"b","prompt":"p","q":[0,0]}""",
            """{"id":"3","benchmark":"b","prompt":"p","q":[0]}""",
            """{"id":"4","benchmark":"b","prompt":"p","q":[0,2]}""",
            """{"id":"5","benchmark":"b","prompt":"","q":[0,1]}""",
            """[1]""");

        Assert.Equal("1 2", string.Join(" ", data.Rows.Select(static row => row.Id)));
        Assert.Equal(("b/s", "ko"), (data.Rows[0].Task, data.Rows[0].Language));
        Assert.Equal([3L, 5, 6, 7, 8, 9], data.Broken.Select(static row => row.Line));
        Assert.Contains("been there before", data.Broken[1].Problem, StringComparison.Ordinal);
        Assert.Contains("1 values for 2 models", data.Broken[2].Problem, StringComparison.Ordinal);

        // 8 characters are 2 tokens. The weak model's mean is 100 tokens, the strong one's 40 characters are 10.
        Assert.Equal((2 + 200) / 1_000_000m, data.CostOf(data.Rows[0], 0));
        Assert.Equal((20 + 200) / 1_000_000m, data.CostOf(data.Rows[0], 1));
        Assert.Equal(0.1m, data.CostOf(data.Rows[1], 0));
        Assert.Equal((2.5m + 8_000) / 1_000_000m, data.CostOf(data.Rows[1], 1));
        Assert.Equal(1, data.ColumnOf("STRONG"));
        Assert.Contains("weak, strong", Assert.Throws<RoutingDataException>(() => data.ColumnOf("x")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("prompt")]
    [InlineData("id")]
    [InlineData("lang")]
    public async Task A_row_with_half_of_a_character_is_left_out_and_named(string member)
    {
        var row = new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = "2", ["benchmark"] = "b", ["lang"] = "en", ["prompt"] = "p" };
        row[member] = @"\ud83d";
        var data = await ReadAsync(
            false,
            """{"id":"1","benchmark":"b","prompt":"\ud83d\ude00","q":[0,1]}""",
            $$"""{"id":"{{row["id"]}}","benchmark":"b","lang":"{{row["lang"]}}","prompt":"{{row["prompt"]}}","q":[0,1]}""");

        Assert.Equal("\U0001F600", Assert.Single(data.Rows).Prompt);
        Assert.Equal((2L, $@"'{member}' has half of a character, such as \ud83d alone."), (data.Broken[0].Line, data.Broken[0].Problem));
    }

    [Fact]
    public async Task A_row_with_half_of_a_character_in_a_name_is_left_out_too()
    {
        var data = await ReadAsync(
            false,
            """{"id":"1","benchmark":"b","prompt":"p","q":[0,1]}""",
            """{"id":"2","benchmark":"b","prompt":"p","q":[0,1],"\ud83d":1}""",
            """{"id":"3","benchmark":"b","prompt":"p","q":[0,1],"\ud83d\ude00":1}""");

        Assert.Equal(["1", "3"], data.Rows.Select(static row => row.Id));
        Assert.Equal((2L, @"The name of a member has half of a character, such as \ud83d alone."), (data.Broken[0].Line, data.Broken[0].Problem));
    }

    [Fact]
    public async Task A_row_that_is_not_UTF_8_is_left_out_and_named()
    {
        var path = Path.Combine(_folder, "bytes.jsonl");
        byte[] korean = [0xBE, 0xC8, 0xB3, 0xE7];
        await File.WriteAllBytesAsync(
            path,
            [
                .. """{"id":"1","benchmark":"b","prompt":"안녕 \uFFFD","q":[0,1]}"""u8, (byte)'\n',
                .. "{\"id\":\"2\",\"benchmark\":\"b\",\"prompt\":\""u8, .. korean, .. "\",\"q\":[0,1]}\n"u8,
            ],
            TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder, "bytes.models.json"), Models, TestContext.Current.CancellationToken);
        var data = await RoutingDataReader.ReadAsync(path, RoutingDataReader.ModelsFileOf(path), TestContext.Current.CancellationToken);

        Assert.Equal("안녕 \uFFFD", Assert.Single(data.Rows).Prompt);
        Assert.Equal((2L, "It has bytes that are not UTF-8; save the file as UTF-8."), (data.Broken[0].Line, data.Broken[0].Problem));
    }

    [Fact]
    public async Task Costs_and_lengths_that_are_null_are_not_told()
    {
        var data = await ReadAsync(false, """{"id":"1","benchmark":"b","prompt":"12345678","q":[0,1],"cost":null,"out_chars":null}""");
        Assert.Equal((0, null, null), (data.Broken.Count, data.Rows[0].Costs, data.Rows[0].OutputCharacters));
        Assert.Equal((2 + 200) / 1_000_000m, data.CostOf(data.Rows[0], 0));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("nothing", "line 1")]
    [InlineData("""{"id":"1","benchmark":"b","prompt":"p","q":[0,1],"cost":[7e28,1]}""", "not 7e28")]
    public async Task Data_without_a_row_is_an_error(string text, string expected)
    {
        var failure = await Assert.ThrowsAsync<RoutingDataException>(() => ReadAsync(false, text));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "names no model")]
    [InlineData("{}", "is not a list of models: It must be a JSON list.")]
    [InlineData("null", "is not a list of models: It must be a JSON list.")]
    [InlineData("""["a"]""", "is not a list of models: A model must be a JSON object.")]
    [InlineData("""[{ "name": "a" }, 5]""", "is not a list of models: A model must be a JSON object.")]
    [InlineData("[\n{ \"name\": \"a\" },\n{ \"name\": b }\n]", "is not a list of models: line 3, position 11: 'b' is an invalid start of a value.")]
    [InlineData("""[{ "input_per_million_usd": 1, "output_per_million_usd": 1 }]""", "'name' is missing")]
    [InlineData("""[{ "name": "a", "input_per_million_usd": 1 }]""", "must have both")]
    [InlineData("""[{ "name": "a", "input_per_million_usd": -1, "output_per_million_usd": 1 }]""", "from 0")]
    [InlineData("""[{ "name": "a", "input_per_million_usd": 7e28, "output_per_million_usd": 1 }]""", "A price must be a number from 0 to 1,000,000,000, not 7e28")]
    [InlineData("""[{ "name": "a", "input_per_million_usd": 1, "output_per_million_usd": 1 }, { "name": "A", "input_per_million_usd": 1, "output_per_million_usd": 1 }]""", "twice")]
    public async Task Models_that_cannot_be_read_are_an_error(string models, string expected)
    {
        var failure = await Assert.ThrowsAsync<RoutingDataException>(() => ReadAsync(false, ["x"], models));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Neighbours_are_the_prompts_that_share_rare_words()
    {
        RoutingRow[] rows =
        [
            new("1", "b", "the integral of the sine", [0, 1]), new("2", "b", "the integral of the cosine", [0, 1]),
            new("3", "b", "the capital of the country", [1, 1]), new("4", "b", "the river of the country", [1, 1]),
        ];

        Assert.Equal("2 3 4", string.Join(" ", new NearestPrompts(rows).Find(rows[0]).Select(static row => row.Id)));
        Assert.Equal("4", new NearestPrompts(rows).Find(rows[2])[0].Id);

        // Another file may count its rows from 1 as well.
        Assert.Equal("1", new NearestPrompts(rows).Find(new("1", "b", "an integral of a sine", [0, 1]))[0].Id);
        Assert.Equal([1, 0], PairBaseline.Oracle(rows[1..3], 0, 1));
        Assert.Equal(PairBaseline.Random(rows, 1), PairBaseline.Random(rows, 1));
    }

    [Fact]
    public void Columns_move_by_name_to_other_models()
    {
        var data = new RoutingDataset([new("a"), new("b")], [new("1", "x", "p", [0.25, 0.75]) { Costs = [1, 2] }], []);
        var moved = data.WithModels([new("B"), new("c"), new("a")]);

        Assert.Equal([0.75, null, 0.25], moved.Rows[0].Quality);
        Assert.Equal([2m, null, 1m], moved.Rows[0].Costs!);
        var failure = Assert.Throws<RoutingDataException>(() => data.WithModels([new("aa"), new("z")]));
        Assert.Contains("No model is in both: a, b; and aa, z. Did you mean 'aa'?", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_answer_will_cost_is_told_without_looking_at_it()
    {
        var data = new RoutingDataset(
            [new("priced", 1, 2), new("told")],
            [
                new("1", "b", "12345678", [0, 1]) { OutputCharacters = [40, null], Costs = [null, 1] },
                new("2", "b", "1234", [0, 1]) { OutputCharacters = [80, null], Costs = [null, 3] },
            ],
            []);

        // 15 tokens on average.
        Assert.Equal([32 / 1_000_000m, 31 / 1_000_000m], data.ExpectedCosts(0));
        Assert.Equal([2m, 2], data.ExpectedCosts(1));
    }

    [Theory]
    [InlineData("x/rows.jsonl", "x/rows.models.json")]
    [InlineData("rows.jsonl.gz", "rows.models.json")]
    public void Models_stand_beside_their_rows(string rows, string expected) => Assert.Equal(expected, RoutingDataReader.ModelsFileOf(rows));

    [Fact]
    public async Task A_damaged_archive_is_an_error()
    {
        var ct = TestContext.Current.CancellationToken;
        var (rows, models) = (Path.Combine(_folder, "rows.jsonl.gz"), Path.Combine(_folder, "models.json"));
        await File.WriteAllTextAsync(rows, "no archive", ct);
        await File.WriteAllTextAsync(models, Models, ct);
        var failure = await Assert.ThrowsAsync<RoutingDataException>(() => RoutingDataReader.ReadAsync(rows, models, ct));
        Assert.Contains("cannot be decompressed", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_models_file_that_is_cut_off_is_named()
    {
        var ct = TestContext.Current.CancellationToken;
        var (rows, models) = (Path.Combine(_folder, "rows.jsonl"), Path.Combine(_folder, "models.json.gz"));
        await File.WriteAllTextAsync(rows, """{"id":"1","benchmark":"b","prompt":"p","q":[0,1]}""", ct);
        await using (var packed = new GZipStream(File.Create(models), CompressionLevel.Fastest))
        {
            await packed.WriteAsync(Encoding.UTF8.GetBytes(Models), ct);
        }

        var bytes = await File.ReadAllBytesAsync(models, ct);
        Assert.Equal(2, (await RoutingDataReader.ReadAsync(rows, models, ct)).Models.Count);
        await File.WriteAllBytesAsync(models, bytes[..(bytes.Length / 2)], ct);
        var failure = await Assert.ThrowsAsync<RoutingDataException>(() => RoutingDataReader.ReadAsync(rows, models, ct));
        Assert.Contains($"'{models}' is not a list of models", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<RoutingDataset> ReadAsync(bool isCompressed, params string[] lines) => ReadAsync(isCompressed, lines, Models);

    private async Task<RoutingDataset> ReadAsync(bool isCompressed, string[] lines, string models)
    {
        var ct = TestContext.Current.CancellationToken;
        var (rowsFile, modelsFile) = (Path.Combine(_folder, "rows.jsonl" + (isCompressed ? ".gz" : "")), Path.Combine(_folder, "models.json"));
        await File.WriteAllTextAsync(modelsFile, models, ct);
        var bytes = Encoding.UTF8.GetBytes(string.Join('\n', lines));
        await using (Stream file = File.Create(rowsFile))
        {
            await using var target = isCompressed ? new GZipStream(file, CompressionLevel.Fastest) : file;
            await target.WriteAsync(bytes, ct);
        }

        return await RoutingDataReader.ReadAsync(rowsFile, modelsFile, ct);
    }
}
