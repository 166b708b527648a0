using System.Security.Cryptography;
using CsCheck;
using ModelRouter.TestModels;

namespace ModelRouter.LlamaCpp.Tests;

public sealed class ResumeTests : IAsyncDisposable
{
    private readonly PullBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_connection_that_breaks_is_continued_where_it_broke()
    {
        _bench.Registry.Fault = (request, right) => request.IsGet && request["Range"] is null ? right with { CutAfter = 3_000 } : right;

        await _bench.PullAsync();

        _bench.AssertComplete();
        Assert.Equal(" bytes=3000-", string.Join(' ', _bench.Registry.Downloads.Select(r => r["Range"])));
        Assert.NotNull(_bench.Registry.Downloads[1]["If-Range"]);
        Assert.Contains(_bench.Progress, p => p.Phase == ModelDownloadPhase.Waiting && p.Trouble!.Contains("Trying again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_falls_silent_is_asked_again()
    {
        _bench.Registry.Fault = (request, right) => request.IsGet && request["Range"] is null ? right with { StallAfter = 3_000 } : right;

        await _bench.PullAsync(options: _bench.Options(idle: TimeSpan.FromMilliseconds(300)));

        _bench.AssertComplete();
        Assert.Contains(_bench.Registry.Downloads, r => r["Range"] == "bytes=3000-");
    }

    [Fact]
    public async Task A_later_run_continues_an_interrupted_one()
    {
        await _bench.InterruptAsync(5_000);
        Assert.Equal("tiny.gguf.part tiny.gguf.part.json", _bench.Files);

        var result = await _bench.PullAsync();

        _bench.AssertComplete();
        Assert.Equal(5_000, result.ResumedFrom);
        Assert.Equal("bytes=5000-", _bench.Registry.Downloads[^1]["Range"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_without_ranges_sends_the_whole_again(bool tellsLength)
    {
        await _bench.InterruptAsync(5_000);
        _bench.Registry.Fault = (request, right) => request.IsGet
            ? (right with { Status = 200, Body = _bench.Content, Packet = tellsLength ? int.MaxValue : 3 })
                .With("Content-Range", null).With("Accept-Ranges", null).With("Content-Length", tellsLength ? $"{_bench.Content.Length}" : null)
            : right;

        var result = await _bench.PullAsync();

        _bench.AssertComplete();
        Assert.Equal(0, result.ResumedFrom);
    }

    [Fact]
    public async Task A_file_that_changed_between_runs_is_begun_again()
    {
        await _bench.InterruptAsync(5_000);
        using var other = TinyModel.R1(new() { Seed = 7 });
        _bench.Registry.Content = await File.ReadAllBytesAsync(other.Path, TestContext.Current.CancellationToken);

        var result = await _bench.PullAsync(_bench.Unpinned);

        Assert.Equal(0, result.ResumedFrom);
        Assert.Equal(_bench.Registry.Content, await File.ReadAllBytesAsync(_bench.Target, TestContext.Current.CancellationToken));
        Assert.Equal("tiny.gguf", _bench.Files);
    }

    [Fact]
    public async Task A_file_that_changes_while_it_is_downloaded_is_not_spliced()
    {
        // The checksum was asked for before the change, and the server honours If-Range: the whole of the new file comes, and is refused.
        using var other = TinyModel.R1(new() { Seed = 7 });
        var changed = await File.ReadAllBytesAsync(other.Path, TestContext.Current.CancellationToken);
        _bench.Registry.Fault = (request, right) =>
        {
            _bench.Registry.Content = request.IsGet ? changed : _bench.Content;
            return request.IsGet && request["Range"] is null ? right with { CutAfter = 5_000 } : right;
        };

        var failure = await _bench.FailAsync(ModelDownloadFailure.WrongChecksum, _bench.Unpinned);

        Assert.Contains(TinyRegistry.Hash(changed), failure.Message, StringComparison.Ordinal);
        Assert.Equal("", _bench.Files);
    }

    [Fact]
    public async Task A_server_that_ignores_If_Range_and_has_another_file_is_not_believed()
    {
        await _bench.InterruptAsync(5_000);
        _bench.Registry.Fault = (request, right) => request["Range"] is not null ? right.With("ETag", "\"another\"") : right;

        var result = await _bench.PullAsync();

        _bench.AssertComplete();
        Assert.Equal(0, result.ResumedFrom);
        Assert.Equal("bytes=5000- ", string.Join(' ', _bench.Registry.Downloads.Skip(1).Select(r => r["Range"])));
    }

    [Theory]
    [InlineData("bytes 0-99/100")]
    [InlineData("bytes 4999-999999/1000000")]
    [InlineData("bytes 5000-999999/1000000")]
    [InlineData(null)]
    public async Task A_continuation_of_another_place_or_length_is_not_taken(string? range)
    {
        await _bench.InterruptAsync(5_000);
        _bench.Registry.Fault = (request, right) => request["Range"] is not null ? right.With("Content-Range", range) : right;

        var result = await _bench.PullAsync();

        _bench.AssertComplete();
        Assert.Equal(0, result.ResumedFrom);
    }

    [Theory]
    [InlineData(200, null)]
    [InlineData(416, "bytes */100")]
    [InlineData(206, "bytes 0-99/100")]
    public async Task Who_answers_for_the_registry_with_something_else_costs_nothing_that_is_there(int status, string? range)
    {
        await _bench.InterruptAsync(5_000);
        _bench.Registry.Fault = (request, right) => !request.IsGet ? right
            : new RegistryAnswer(request["Range"] is null ? 200 : status) { Body = new byte[100] }.With("Content-Length", "100").With("Content-Range", request["Range"] is null ? null : range);

        await _bench.FailAsync(ModelDownloadFailure.Changed);
        Assert.Equal(5_000, new FileInfo(_bench.Part).Length);
        _bench.Registry.Fault = static (_, right) => right;
        var result = await _bench.PullAsync();

        _bench.AssertComplete();
        Assert.Equal(5_000, result.ResumedFrom);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task A_page_in_the_models_place_is_known_by_its_beginning_where_no_length_tells(bool knowsSize, bool tellsLength)
    {
        await _bench.InterruptAsync(5_000);
        var page = "<html>Log in, please</html>"u8.ToArray();
        _bench.Registry.Fault = (request, right) => request.IsGet ? new RegistryAnswer(200) { Body = page }.With("Content-Length", tellsLength ? $"{page.Length}" : null)
            : knowsSize ? right
            : right.With("X-Linked-Size", null).With("Content-Length", null);

        await _bench.FailAsync(ModelDownloadFailure.BadAnswer, _bench.Unpinned);
        Assert.Equal(5_000, new FileInfo(_bench.Part).Length);
        _bench.Registry.Fault = static (_, right) => right;
        var result = await _bench.PullAsync();

        _bench.AssertComplete();
        Assert.Equal(5_000, result.ResumedFrom);
    }

    [Fact]
    public async Task Without_entity_tags_the_checksum_tells_that_it_is_the_same_file()
    {
        _bench.Registry.Fault = static (_, right) => right.With("ETag", null);
        await _bench.InterruptAsync(5_000);
        _bench.Registry.Fault = static (_, right) => right.With("ETag", null);

        var result = await _bench.PullAsync();

        _bench.AssertComplete();
        Assert.Equal(5_000, result.ResumedFrom);
    }

    [Fact]
    public async Task A_part_that_is_whole_is_only_checked()
    {
        await _bench.InterruptAsync(_bench.Content.Length);
        var before = _bench.Registry.Downloads.Count;

        var result = await _bench.PullAsync();

        _bench.AssertComplete();
        Assert.Equal(before, _bench.Registry.Downloads.Count);
        Assert.Equal(_bench.Content.Length, result.ResumedFrom);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    public async Task A_part_as_long_as_the_file_or_longer_is_answered_with_416(int more)
    {
        // Without a size in advance only the server can tell.
        static RegistryAnswer Sizeless(RegistryRequest request, RegistryAnswer right) =>
            request.IsGet ? right : right.With("X-Linked-Size", null).With("Content-Length", null);
        await _bench.InterruptAsync(_bench.Content.Length);
        await File.AppendAllTextAsync(_bench.Part, new string('x', more), TestContext.Current.CancellationToken);
        _bench.Registry.Fault = Sizeless;

        var result = await _bench.PullAsync(_bench.Unpinned);

        _bench.AssertComplete();
        Assert.Equal(more == 0 ? _bench.Content.Length : 0, result.ResumedFrom);
    }

    [Fact]
    public async Task A_part_of_unknown_origin_is_not_used()
    {
        await File.WriteAllBytesAsync(_bench.Part, RandomNumberGenerator.GetBytes(5_000), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_bench.Part + ".json", "{ \"sha256\": ", TestContext.Current.CancellationToken);

        var result = await _bench.PullAsync();

        _bench.AssertComplete();
        Assert.Equal(0, result.ResumedFrom);
    }

    [Fact]
    public async Task It_gives_up_after_the_last_retry_and_keeps_what_came()
    {
        _bench.Registry.Fault = static (request, right) => request.IsGet ? right with { CutAfter = 100 } : right;

        var failure = await _bench.FailAsync(ModelDownloadFailure.Unreachable);

        Assert.Contains("run it again later", failure.Message, StringComparison.Ordinal);
        Assert.Equal(6, _bench.Registry.Downloads.Count);
        Assert.Equal(600, new FileInfo(_bench.Part).Length);
    }

    [Fact]
    public async Task Wherever_connections_break_the_file_is_the_same() =>
        await Gen.Int[1, 20_000].List[1, 5].SampleAsync(async cuts =>
        {
            await using var bench = new PullBench();
            var left = new Queue<int>(cuts);
            bench.Registry.Fault = (request, right) => request.IsGet && left.TryDequeue(out var cut) ? right with { CutAfter = cut } : right;

            await bench.PullAsync();

            bench.AssertComplete();
        }, iter: 25, threads: 1);
}
