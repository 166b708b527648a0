using System.Text.Json;
using ModelRouter.TestModels;

namespace ModelRouter.Cli.Tests;

public sealed class PullTests : IAsyncDisposable
{
    /// <summary>The entry without a checksum of its own, so that a small file can stand for it.</summary>
    private const string Unpinned = "r1-0528-qwen3-8b";
    private const string Variable = "MODELROUTER_TEST_TOKEN";

    private readonly ScriptedModels _models;
    private readonly byte[] _content;
    private readonly TinyRegistry _registry;
    private readonly string _folder;
    private readonly string _config;

    public PullTests(ScriptedModels models)
    {
        _models = models;
        _content = File.ReadAllBytes(models.Thinker);
        _registry = new(_content);
        _config = Configure("");
        _folder = Path.Combine(Path.GetDirectoryName(_config)!, "pulled here");
    }

    private string Part => Path.Combine(_folder, "deepseek-ai_DeepSeek-R1-0528-Qwen3-8B-Q4_K_M.gguf.part");

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Fact]
    public async Task A_pulled_model_answers_by_its_id_and_by_its_path()
    {
        var pulled = await PullAsync(Unpinned, "--json");
        var path = Parse(pulled).GetProperty("path").GetString()!;

        var byId = await CliProcess.RunAsync("ask", "2+2", "--model", Unpinned, "--config", _config, "--threads", "1", "--temperature", "0");
        var byPath = await CliProcess.RunAsync("ask", "2+2", "--model", path, "--threads", "1", "--temperature", "0");
        var info = await CliProcess.RunAsync("models", "info", Unpinned, "--config", _config, "--json");

        Assert.Equal("path bytes sha256 resumed was_there seconds", Json.Members(Parse(pulled)));
        Assert.Equal((_content.Length, TinyRegistry.Hash(_content), false), Facts(pulled));
        Assert.Equal(_content, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal(ScriptedModels.Answer, byId.Out.Trim());
        Assert.Equal(ScriptedModels.Answer, byPath.Out.Trim());
        Assert.Equal(path, Parse(info).GetProperty("file").GetProperty("path").GetString());
    }

    [Fact]
    public async Task It_tells_size_licence_and_what_to_do_next_and_a_second_run_says_that_it_is_there()
    {
        var first = await PullAsync(Unpinned);
        var second = await PullAsync(Unpinned);

        Assert.True(first.ExitCode == 0 && second.ExitCode == 0, $"{first}{second}");
        Assert.Contains($"licence: MIT) from {_registry.Address.Authority}", first.Error, StringComparison.Ordinal);
        Assert.Contains($"checking {Unpinned}", first.Error, StringComparison.Ordinal);
        Assert.Equal($"modelrouter ask \"Why is the sky blue?\" --model \"{Part[..^".part".Length]}\"", first.Out.Trim());
        Assert.Contains("is there already", second.Error, StringComparison.Ordinal);
        Assert.Single(_registry.Downloads);
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task An_interrupted_pull_is_continued_by_the_next(string signal, int code)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent by kill.");
        var most = _content.Length * 7 / 20;
        _registry.Fault = (_, right) => right with { StallAfter = most };
        using (var process = CliProcess.Start(["models", "pull", Unpinned, "--config", _config], variables: Variables()))
        {
            await process.WaitForErrorAsync($"pulling {Unpinned}: 30 %");
            await process.SignalAsync(signal);
            var ended = await process.EndAsync();

            Assert.True(ended.ExitCode == code, $"{ended}");
            Assert.Contains("running the same command again goes on with it", ended.Error, StringComparison.Ordinal);
        }

        _registry.Fault = static (_, right) => right;
        Assert.True(new FileInfo(Part).Length > 0);
        var result = await PullAsync(Unpinned, "--json");

        Assert.Equal((_content.Length, TinyRegistry.Hash(_content), true), Facts(result));
    }

    [Fact]
    public async Task A_connection_that_breaks_is_noted_and_tried_again()
    {
        _registry.Fault = static (request, right) => request.IsGet && request["Range"] is null ? right with { CutAfter = 50_000 } : right;

        var result = await PullAsync(Unpinned, "--json");

        Assert.Equal((_content.Length, TinyRegistry.Hash(_content), false), Facts(result));
        Assert.Contains("note: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("Trying again in 1 s.", result.Error, StringComparison.Ordinal);
        Assert.Equal("bytes=50000-", _registry.Downloads[1]["Range"]);
    }

    [Fact]
    public async Task Another_file_than_the_catalogs_is_a_failure_that_tells_both_checksums()
    {
        var result = await PullAsync("r1-distill-qwen-1.5b");

        Assert.Equal((1, ""), (result.ExitCode, result.Out));
        Assert.Contains("1741e5b2d062b07acf048bf0d2c514dadf2a48f94e2b4aa0cfe069af3838ee2f", result.Error, StringComparison.Ordinal);
        Assert.Contains(TinyRegistry.Hash(_content), result.Error, StringComparison.Ordinal);
        Assert.Empty(_registry.Downloads);
        Assert.False(Directory.Exists(_folder));
    }

    [Fact]
    public async Task A_gated_model_names_the_variable_and_the_token_goes_to_the_registry_only()
    {
        var config = Configure($", \"TokenVariable\": \"{Variable}\"");
        _registry.Fault = static (request, right) => request["Authorization"] is null ? new RegistryAnswer(401) : right;

        var without = await CliProcess.RunAsync(["models", "pull", Unpinned, "--config", config], null, variables: Variables());
        var with = await CliProcess.RunAsync(["models", "pull", Unpinned, "--config", config, "--verbose"], null, variables: Variables("s3cret"));

        Assert.Equal(1, without.ExitCode);
        Assert.Contains(Variable, without.Error, StringComparison.Ordinal);
        Assert.Equal(0, with.ExitCode);
        Assert.Equal("Bearer s3cret", _registry.Requests[^1]["Authorization"]);
        Assert.DoesNotContain("s3cret", $"{with}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_checksum_it_asks_for_one_and_takes_it()
    {
        _registry.Fault = static (_, right) => right.With("X-Linked-ETag", null);

        var without = await PullAsync(Unpinned);
        var wrong = await PullAsync(Unpinned, "--sha256", "abc");
        var with = await PullAsync(Unpinned, "--sha256", TinyRegistry.Hash(_content));

        Assert.Equal((1, 2, 0), (without.ExitCode, wrong.ExitCode, with.ExitCode));
        Assert.Contains("--sha256", without.Error, StringComparison.Ordinal);
        Assert.Contains("64 hexadecimal digits", wrong.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", wrong.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new string[0], "which model?")]
    [InlineData(new[] { "r1-distil-qwen-7b" }, "Did you mean 'r1-distill-qwen-7b'?")]
    [InlineData(new[] { "nothing-of-the-kind" }, "is not in the catalog. It has:")]
    public async Task Without_a_known_id_the_catalog_is_shown(string[] id, string expected)
    {
        var result = await PullAsync(id);

        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Contains("qwen3-4b", result.Error, StringComparison.Ordinal);
        Assert.Empty(_registry.Requests);
    }

    [Theory]
    [InlineData("\"Address\": \"ftp://example.org/\"", "Registry:Address")]
    [InlineData("\"Address\": \"nowhere\"", "Registry:Address")]
    [InlineData("\"Adress\": \"https://example.org/\"", "Did you mean 'Address'?")]
    public async Task A_wrong_registry_is_an_error_of_the_configuration(string setting, string expected)
    {
        var config = _models.Write("modelrouter.json", $$$"""{ "ModelRouter": { "Registry": { {{{setting}}} } } }""");

        var result = await CliProcess.RunAsync("models", "pull", Unpinned, "--config", config);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_catalog_is_listed_with_what_is_here()
    {
        await PullAsync(Unpinned);

        var table = await CliProcess.RunAsync("models", "list", "--available", "--config", _config);
        var json = Parse(await CliProcess.RunAsync("models", "list", "--available", "--config", _config, "--json"));

        Assert.Contains("r1-distill-qwen-14b", table.Out, StringComparison.Ordinal);
        var here = json.GetProperty("models").EnumerateArray().Where(m => m.GetProperty("here").GetBoolean()).Select(m => m.GetProperty("id").GetString());
        Assert.Equal(Unpinned, Assert.Single(here));
        Assert.Equal("id name repository file bytes sha256 license context memory_bytes_8k here", Json.Members(json.GetProperty("models")[0]));
    }

    [Fact]
    public async Task A_model_of_the_catalog_that_is_not_here_says_how_to_get_it()
    {
        var result = await CliProcess.RunAsync("ask", "hi", "--model", "r1-distill-qwen-7b", "--config", _config);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Run 'modelrouter models pull r1-distill-qwen-7b' first (4.7 GB, licence: MIT)", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configured_model_comes_before_the_catalogs_of_the_same_id()
    {
        var text = (await File.ReadAllTextAsync(_models.Configuration(), TestContext.Current.CancellationToken))
            .Replace("\"thinker\"", "\"qwen3-4b\"", StringComparison.Ordinal)
            .Replace("\"Models\"", $"\"Registry\": {{ \"Address\": \"{_registry.Address}\" }}, \"Models\"", StringComparison.Ordinal);

        var result = await CliProcess.RunAsync(
            "ask", "2+2", "--model", "qwen3-4b", "--config", _models.Write("modelrouter.json", text), "--threads", "1", "--temperature", "0");

        Assert.True(result.Out.Trim() == ScriptedModels.Answer, $"{result}");
    }

    private static JsonElement Parse(CliResult result)
    {
        Assert.True(result.ExitCode == 0, $"{result}");
        return JsonDocument.Parse(result.Out).RootElement;
    }

    private static (int Bytes, string Hash, bool Resumed) Facts(CliResult result)
    {
        var json = Parse(result);
        return (json.GetProperty("bytes").GetInt32(), json.GetProperty("sha256").GetString()!, json.GetProperty("resumed").GetBoolean());
    }

    private static Dictionary<string, string> Variables(string token = "") => new(StringComparer.Ordinal) { [Variable] = token, ["NO_PROXY"] = "127.0.0.1" };

    private Task<CliResult> PullAsync(params string[] arguments) =>
        CliProcess.RunAsync(["models", "pull", .. arguments, "--config", _config], null, variables: Variables());

    private string Configure(string more)
    {
        var path = _models.Write("modelrouter.json", "");
        var folder = JsonEncodedText.Encode(Path.Combine(Path.GetDirectoryName(path)!, "pulled here"));
        File.WriteAllText(path, $$$"""{ "ModelRouter": { "Registry": { "Address": "{{{_registry.Address}}}", "Folder": "{{{folder}}}"{{{more}}} } } }""");
        return path;
    }
}
