using System.Text.Json;
using ModelRouter.Storage;

namespace ModelRouter.Cli.Tests;

public sealed class LedgerTests(ScriptedModels models) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("modelrouter-ledger").FullName;

    private string Ledger => Path.Combine(_folder, "spend.db");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_asked_is_kept_and_reported()
    {
        var asked = await RunAsync("ask", "What is 2 + 2?", "--model", "specialist", "--config", models.Configuration(), "--ledger", Ledger, "--json");
        Assert.True(asked.ExitCode == 0, asked.ToString());
        using var answer = JsonDocument.Parse(asked.Out);

        using var report = await JsonOf("report", "--ledger", Ledger, "--json");

        var total = report.RootElement.GetProperty("total");
        Assert.Equal(answer.RootElement.GetProperty("cost_usd").GetDecimal(), total.GetProperty("cost").GetDecimal());
        Assert.True(total.GetProperty("cost").GetDecimal() > 0);
        Assert.Equal("specialist", report.RootElement.GetProperty("rows")[0].GetProperty("name").GetString());
        var left = Assert.Single(Directory.GetFiles(_folder, "spend.db*"));
        Assert.Equal(Ledger, left);
    }

    [Fact]
    public async Task The_configuration_names_the_ledger()
    {
        var config = WithLedger($$"""{ "Provider": "SQLite", "Path": {{JsonSerializer.Serialize(Ledger)}}, "Durability": "Commit" }""");
        Assert.Equal(0, (await RunAsync("ask", "Hello", "--model", "thinker", "--config", config)).ExitCode);

        var result = await RunAsync("report", "--config", config, "--by", "tier");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("self_hosted", result.Out, StringComparison.Ordinal);
        Assert.Contains("note: 1 of 1 answers cost nothing here", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Groups_sum_up_what_is_theirs()
    {
        await FillAsync();
        using var json = await JsonOf("report", "--ledger", Ledger, "--by", "tenant", "--json", "--reference", "specialist", "--config", models.Configuration());

        // acme: two calls, three attempts, one of which failed. At 0.25 and 1.5 per million its answers' tokens cost 2 x (1,000 x 0.25 + 100 x 1.5) / 1e6.
        var acme = json.RootElement.GetProperty("rows")[0];
        Assert.Equal("acme", acme.GetProperty("name").GetString());
        Assert.Equal((2, 3, 2, 1), (Int(acme, "calls"), Int(acme, "attempts"), Int(acme, "answers"), Int(acme, "failures")));
        Assert.Equal(0.031m, acme.GetProperty("cost").GetDecimal());
        Assert.Equal((1_000m, 3_000m), (acme.GetProperty("latency_p50_ms").GetDecimal(), acme.GetProperty("latency_p95_ms").GetDecimal()));
        Assert.Equal((0.0008m, -0.0302m), (acme.GetProperty("reference_cost").GetDecimal(), acme.GetProperty("savings").GetDecimal()));
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("rows")[1].GetProperty("name").ValueKind);
        Assert.Equal(0.036m, json.RootElement.GetProperty("total").GetProperty("cost").GetDecimal());
        var notes = string.Join(' ', json.RootElement.GetProperty("notes").EnumerateArray().Select(n => n.GetString()));
        Assert.Contains("savings compare with specialist's prices (US$ per million: input 0.25, cached 0.25, output 1.50)", notes, StringComparison.Ordinal);
        Assert.Contains("26.8% of the tokens", notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_compares_with_a_published_price()
    {
        await FillAsync();
        using var json = await JsonOf("report", "--ledger", Ledger, "--json", "--reference", "deepseek-r1");

        // Three answers: 2,700 tokens read and 305 written, at the list's US$ 0.55 and 2.19.
        Assert.Equal(((2_700 * 0.55m) + (305 * 2.19m)) / 1_000_000m, json.RootElement.GetProperty("total").GetProperty("reference_cost").GetDecimal());
    }

    [Fact]
    public async Task The_prices_compared_with_are_told_as_they_were()
    {
        await FillAsync();
        var config = Path.Combine(_folder, "dated.json");
        await File.WriteAllTextAsync(
            config,
            """
            { "ModelRouter": { "Models": { "flash": { "Provider": "openai", "Tier": "Cloud", "Price": [
              { "InputPerMillion": 1, "OutputPerMillion": 4 },
              { "InputPerMillion": 3, "OutputPerMillion": 6, "EffectiveFrom": "2026-11-25" },
              { "InputPerMillion": 100, "OutputPerMillion": 400, "EffectiveFrom": "2027-12-01" } ] } } } }
            """,
            Ct);

        string[] report = ["report", "--ledger", Ledger, "--reference", "flash", "--config", config];
        var first = await RunAsync([.. report, "--to", "2026-11-24T23:00"]);
        var both = await RunAsync(report);

        Assert.Contains("input 1.00, cached 1.00, output 4.00)", first.Error, StringComparison.Ordinal);
        Assert.Contains("input 1.00, output 4.00 US$ per million at first, 3.00 and 6.00 at last)", both.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("day", "2026-11-24 2026-11-25")]
    [InlineData("task", "chat math")]
    [InlineData("model", "r1 gpt")]
    [InlineData("tag", "blue red (no tag)")]
    [InlineData("agent", "(no agent)")]
    [InlineData("user", "(no user) =HYPERLINK()")]
    public async Task Rows_are_what_was_asked_for(string by, string names)
    {
        await FillAsync();
        var plot = Path.Combine(_folder, "p.png");
        var result = await RunAsync("report", "--ledger", Ledger, "--by", by, "--plot", plot);

        Assert.True(result.ExitCode == 0, result.ToString());
        var rows = result.Out.Split('\n').Where(line => line.StartsWith('│')).Select(line => line.Split('│')[1].Trim()).Skip(1).Where(name => name.Length > 0).ToList();
        Assert.Equal($"{names} total", string.Join(' ', rows));
        Assert.True(new FileInfo(plot).Length > 5_000);
    }

    [Fact]
    public async Task An_export_tells_everything_and_verification_agrees()
    {
        await FillAsync();
        var lines = (await RunAsync("ledger", "export", "--ledger", Ledger, "--tenant", "acme")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        using var failed = JsonDocument.Parse(lines[0]);
        Assert.Equal(("failed", "server", "X: HTTP 500"), (Text(failed, "outcome"), Text(failed, "failure"), Text(failed, "error")));

        var file = Path.Combine(_folder, "e.csv");
        var result = await RunAsync("ledger", "export", "--ledger", Ledger, "--csv", "--output", file, "--from", "2026-11-25", "--to", "2026-11-26");
        Assert.Contains("note: 2 entries are in", result.Error, StringComparison.Ordinal);
        var csv = await File.ReadAllTextAsync(file, Ct);
        Assert.StartsWith("call_id,attempt,at,", csv, StringComparison.Ordinal);
        Assert.Contains(",'=HYPERLINK(),", csv, StringComparison.Ordinal);
        Assert.Equal(["propensity", "", "0.05"], csv.TrimEnd().Split("\r\n").Select(static line => line.Split(',')[^2]));
        Assert.DoesNotContain("propensity", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"propensity\":0.05,", (await RunAsync("ledger", "export", "--ledger", Ledger)).Out, StringComparison.Ordinal);

        using var verified = await JsonOf("ledger", "verify", "--ledger", Ledger, "--json");
        Assert.True(verified.RootElement.GetProperty("ok").GetBoolean());
        Assert.Equal((4, 3, 0.036m), (Int(verified.RootElement, "entries"), Int(verified.RootElement, "calls"), verified.RootElement.GetProperty("total").GetDecimal()));
    }

    [Fact]
    public async Task Tags_with_spaces_are_told_apart_in_csv_and_no_amount_stops_a_report()
    {
        await FillAsync();
        await using (var ledger = await SqliteSpendLedger.OpenAsync(Ledger, cancellationToken: Ct))
        {
            var answer = (await ledger.ReadAsync(new() { Model = "gpt" }, Ct).ToListAsync(Ct)).Single();
            var usage = new TokenUsage(9_000_000_000_000_000_000, 0, 0, 0);
            await ledger.RecordAsync(answer with { CallId = Guid.NewGuid(), Cost = 27_000_000_000_000.5m, Usage = usage, Attribution = new() { Tags = ["부서 3", "red"] } }, Ct);
        }

        var csv = await RunAsync("ledger", "export", "--ledger", Ledger, "--csv");
        Assert.Contains(",\"[\"\"부서 3\"\",\"\"red\"\"]\",", csv.Out, StringComparison.Ordinal);
        Assert.Contains(",\"[\"\"blue\"\"]\",", csv.Out, StringComparison.Ordinal);

        using var report = await JsonOf("report", "--ledger", Ledger, "--json");
        Assert.Equal(27_000_000_000_000.536m, report.RootElement.GetProperty("total").GetProperty("cost").GetDecimal());
        Assert.Equal(0, (await RunAsync("report", "--ledger", Ledger)).ExitCode);
        using var verified = await JsonOf("ledger", "verify", "--ledger", Ledger, "--json");
        Assert.Equal(5, Int(verified.RootElement, "entries"));
    }

    [Fact]
    public async Task A_damaged_ledger_is_told_by_the_exit_code()
    {
        await FillAsync();
        var bytes = await File.ReadAllBytesAsync(Ledger, Ct);
        for (var i = 8_192; i < bytes.Length; i++)
        {
            bytes[i] ^= 0x55;
        }

        await File.WriteAllBytesAsync(Ledger, bytes, Ct);
        var result = await RunAsync("ledger", "verify", "--ledger", Ledger);
        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.StartsWith("error: ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("not expected", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4_096)]
    [InlineData(0)]
    public async Task A_damaged_ledger_is_told_in_JSON_too(int from)
    {
        await FillAsync();
        var bytes = await File.ReadAllBytesAsync(Ledger, Ct);
        for (var i = from; i < bytes.Length; i++)
        {
            bytes[i] ^= 0x55;
        }

        await File.WriteAllBytesAsync(Ledger, bytes, Ct);
        var result = await RunAsync("ledger", "verify", "--ledger", Ledger, "--json");

        Assert.True(result.ExitCode == 1, result.ToString());
        using var json = JsonDocument.Parse(result.Out);
        Assert.False(json.RootElement.GetProperty("ok").GetBoolean());
        Assert.True(json.RootElement.GetProperty("problems").GetArrayLength() > 0);

        foreach (var verb in (string[])["report", "ledger export"])
        {
            var reading = await RunAsync([.. verb.Split(' '), "--ledger", Ledger]);
            Assert.True(reading.ExitCode == 1, reading.ToString());
            Assert.DoesNotContain("not expected", reading.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_narrow_terminal_gets_whole_numbers_in_fewer_columns()
    {
        var row = new SpendEntry(
            Guid.CreateVersion7(), DateTimeOffset.UnixEpoch, "deepseek-r1-distill-qwen-32b", ModelTier.SelfHosted, PromptTask.Chat, AttemptOutcome.Succeeded,
            new(1_234_567, 0, 987_654, 0), 123.456789m, TimeSpan.FromSeconds(1));
        var report = await SpendReport.CreateAsync(new[] { row }.ToAsyncEnumerable(), SpendGrouping.Model, null, Ct);
        using var shown = new StringWriter();
        var console = Spectre.Console.AnsiConsole.Create(new() { Ansi = Spectre.Console.AnsiSupport.No, Out = new Spectre.Console.AnsiConsoleOutput(shown) });
        console.Profile.Width = 80;

        console.Write(ReportTable.Build(report, null, 80));

        Assert.Contains("1,234,567", shown.ToString(), StringComparison.Ordinal);
        Assert.Contains("987,654", shown.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("cached", shown.ToString(), StringComparison.Ordinal);
        Assert.Equal(11, ReportTable.Build(report, null, 240).Columns.Count);
    }

    [Theory]
    [InlineData(240, "calls attempts failed input cached output thinking p50 p95 cost")]
    [InlineData(110, "calls attempts failed input output p95 cost")]
    [InlineData(80, "calls input output cost")]
    [InlineData(60, "input cost")]
    [InlineData(40, "cost")]
    [InlineData(20, "cost")]
    public async Task No_width_breaks_a_number_or_spells_a_name_letter_by_letter(int width, string expected)
    {
        var row = new SpendEntry(
            Guid.CreateVersion7(), DateTimeOffset.UnixEpoch, "deepseek-r1-distill-qwen-32b", ModelTier.SelfHosted, PromptTask.Chat, AttemptOutcome.Succeeded,
            new(370_370_367_123, 123_456_789, 370_370_367, 1_000_000), 37_037.036737m, TimeSpan.FromSeconds(1));
        var report = await SpendReport.CreateAsync(new[] { row }.ToAsyncEnumerable(), SpendGrouping.Model, null, Ct);
        using var shown = new StringWriter();
        var console = Spectre.Console.AnsiConsole.Create(new() { Ansi = Spectre.Console.AnsiSupport.No, Out = new Spectre.Console.AnsiConsoleOutput(shown) });

        var table = ReportTable.Build(report, null, width);
        console.Profile.Width = Math.Max(width, table.Width ?? 0);
        console.Write(table);

        var lines = shown.ToString().Split('\n');
        var header = Assert.Single(lines, static line => line.Contains(" cost ", StringComparison.Ordinal)).Split('│', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["model", .. expected.Split(' ')], header);
        foreach (var (column, number) in (ReadOnlySpan<(string, string)>)[("cost", "$37,037.036737"), ("input", "370,370,367,123"), ("output", "370,370,367"), ("cached", "123,456,789")])
        {
            Assert.Equal(header.Contains(column) ? 2 : 0, lines.Count(line => line.Contains($" {number} ", StringComparison.Ordinal)));
        }

        Assert.Contains("deepseek-r1-dis", shown.ToString(), StringComparison.Ordinal);
        Assert.True(width <= 20 || Array.TrueForAll(lines, line => line.Length <= width), shown.ToString());
    }

    [Theory]
    [InlineData("report", "no ledger: name its file with --ledger")]
    [InlineData("report --ledger nowhere.db", "the ledger 'nowhere.db' does not exist")]
    [InlineData("report --ledger nowhere.db --by taks", "--by 'taks' is unknown. Did you mean 'task'?")]
    [InlineData("report --from yesterday", "--from must be a day or a time such as")]
    [InlineData("report --from 01/02/2026", "--from must be a day or a time such as")]
    [InlineData("report --from 2026-11-26 --to 2026-11-25", "--from must be before --to")]
    [InlineData("report --json --csv", "choose one")]
    [InlineData("report --plot p.gif", "must end in .png")]
    [InlineData("ledger verfy", "Did you mean 'verify'?")]
    [InlineData("ask hi --ledger .", "--ledger '.' is a folder; name a file")]
    public async Task Wrong_usage_is_told(string line, string expected)
    {
        var result = await CliProcess.RunAsync(line.Split(' '), null, _folder);
        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "Provider": "sqlit", "Path": "x" }""", "There is no ledger 'sqlit'. Did you mean 'sqlite'?")]
    [InlineData("""{ "Provider": "sqlite", "Pth": "x" }""", "The key 'Pth' is unknown. Did you mean 'Path'?")]
    [InlineData("""{ "Provider": "sqlite" }""", "Ledger:Path")]
    [InlineData("""{ "Provider": "memory" }""", "is in memory")]
    [InlineData("""{ "Provider": "postgres", "ConnectionStringName": "Host=db;Password=hunter2" }""", "There is no connection string of that name")]
    public async Task A_wrong_configuration_names_its_key_and_no_secret(string ledger, string expected)
    {
        var result = await RunAsync("report", "--config", WithLedger(ledger));
        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", result.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string WithLedger(string ledger) =>
        models.Write("modelrouter.json", File.ReadAllText(models.Configuration()).Replace("\"Models\":", $"\"Ledger\": {ledger}, \"Models\":", StringComparison.Ordinal));

    private async Task FillAsync()
    {
        await using var ledger = await SqliteSpendLedger.OpenAsync(Ledger, cancellationToken: Ct);
        var (call, day) = (Guid.CreateVersion7(), new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero));
        var acme = new RequestAttribution("acme") { Tags = ["blue", "red"] };
        var answer = new SpendEntry(call, day, "r1", ModelTier.SelfHosted, PromptTask.Chat, AttemptOutcome.Succeeded, new(1_000, 0, 100, 0), 0.01m, TimeSpan.FromSeconds(1)) { Attribution = acme };
        SpendEntry[] entries =
        [
            answer with { At = day.AddSeconds(-1), Outcome = AttemptOutcome.Failed, Failure = ModelFailureKind.Server, Error = "X: HTTP 500", Usage = default, Cost = 0.001m },
            answer with { Attempt = 2 },
            answer with { CallId = Guid.CreateVersion7(), At = day.AddDays(1), Duration = TimeSpan.FromSeconds(3), Cost = 0.02m, Attribution = acme with { Tags = ["blue"] } },
            answer with
            {
                CallId = Guid.CreateVersion7(), At = day.AddDays(1).AddHours(1), Model = "gpt", Task = PromptTask.Math, Cost = 0.005m,
                Usage = new(700, 0, 105, 0, IsEstimated: true), Attribution = new(User: "=HYPERLINK()"), Propensity = 0.05,
            },
        ];
        foreach (var entry in entries)
        {
            await ledger.RecordAsync(entry, Ct);
        }
    }

    private static Task<CliResult> RunAsync(params string[] arguments) => CliProcess.RunAsync(arguments);

    private static async Task<JsonDocument> JsonOf(params string[] arguments)
    {
        var result = await RunAsync(arguments);
        Assert.True(result.ExitCode == 0, result.ToString());
        return JsonDocument.Parse(result.Out);
    }

    private static int Int(JsonElement json, string name) => json.GetProperty(name).GetInt32();

    private static string? Text(JsonDocument json, string name) => json.RootElement.GetProperty(name).GetString();
}
