using ModelRouter.TestModels;

namespace ModelRouter.LlamaCpp.Tests;

public sealed class PullTests : IAsyncDisposable
{
    private readonly PullBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_model_arrives_whole_checked_and_alone()
    {
        var result = await _bench.PullAsync();

        _bench.AssertComplete();
        Assert.Equal((_bench.Target, _bench.Content.Length, _bench.Hash, false, 0), (result.Path, result.Bytes, result.Sha256, result.WasThere, result.ResumedFrom));
        Assert.Equal("/someone/tiny-GGUF/resolve/main/tiny.gguf", Assert.Single(_bench.Registry.Downloads).Path);
        Assert.Contains(_bench.Progress, p => p.Phase == ModelDownloadPhase.Downloading && p.Bytes == _bench.Content.Length && p.TotalBytes == p.Bytes);
        Assert.Contains(_bench.Progress, p => p.Phase == ModelDownloadPhase.Verifying && p.Bytes == _bench.Content.Length);
    }

    [Fact]
    public async Task A_model_that_is_there_is_not_downloaded_again()
    {
        await _bench.PullAsync();
        var asked = _bench.Registry.Requests.Count;

        var again = await _bench.PullAsync();
        Assert.Equal(asked, _bench.Registry.Requests.Count);
        var unpinned = await _bench.PullAsync(_bench.Unpinned);

        Assert.True(again.WasThere && unpinned.WasThere);
        Assert.Single(_bench.Registry.Downloads);
        _bench.AssertComplete();
    }

    [Fact]
    public async Task Who_has_the_model_need_not_write()
    {
        await _bench.PullAsync();
        Directory.CreateDirectory(_bench.Part + ".json");

        Assert.True((await _bench.PullAsync()).WasThere);
        Assert.True((await _bench.PullAsync(_bench.Unpinned)).WasThere);
    }

    [Fact]
    public async Task Another_file_of_that_name_is_left_alone()
    {
        await File.WriteAllTextAsync(_bench.Target, "mine", TestContext.Current.CancellationToken);

        var failure = await _bench.FailAsync(ModelDownloadFailure.InTheWay);

        Assert.Contains(TinyRegistry.Hash("mine"u8.ToArray()), failure.Message, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(_bench.Target, TestContext.Current.CancellationToken));
        Assert.Equal("tiny.gguf", _bench.Files);
    }

    [Fact]
    public async Task A_full_disk_is_noticed_before_the_download()
    {
        var failure = await Assert.ThrowsAsync<ModelDownloadException>(() => _bench.PullAsync(free: _ => _bench.Content.Length + 1_000));

        Assert.Equal(ModelDownloadFailure.DiskSpace, failure.Failure);
        Assert.Empty(_bench.Registry.Downloads);
        Assert.Equal("", _bench.Files);
        await _bench.PullAsync(free: _ => _bench.Content.Length + (64L << 20));
        _bench.AssertComplete();
    }

    [Fact]
    public async Task Two_at_once_do_not_write_one_file()
    {
        var asked = new TaskCompletionSource();
        _bench.Registry.Fault = (request, right) =>
        {
            asked.TrySetResult();
            return right with { StallAfter = 100 };
        };
        using var ending = new CancellationTokenSource();
        var first = _bench.PullAsync(ct: ending.Token);
        await asked.Task;

        var failure = await Assert.ThrowsAsync<ModelDownloadException>(() => _bench.PullAsync());

        Assert.Equal(ModelDownloadFailure.Busy, failure.Failure);
        Assert.Contains("another process", failure.Message, StringComparison.Ordinal);
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _bench.Registry.Fault = static (_, right) => right;
        await _bench.PullAsync();
        _bench.AssertComplete();
    }

    [Fact]
    public async Task A_slow_server_is_waited_for()
    {
        _bench.Registry.Fault = static (_, right) => right with { Packet = 1_000 };

        await _bench.PullAsync();

        _bench.AssertComplete();
        Assert.Single(_bench.Registry.Downloads);
    }

    [Fact]
    public async Task What_the_engine_would_refuse_never_gets_the_name()
    {
        _bench.Registry.Content = [.. "GGUF"u8, .. new byte[1_000]];

        await Assert.ThrowsAsync<InvalidModelFileException>(() => _bench.PullAsync(_bench.Unpinned));

        Assert.Equal("", _bench.Files);
    }
}
