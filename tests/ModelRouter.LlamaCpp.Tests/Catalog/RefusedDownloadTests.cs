using ModelRouter.TestModels;

namespace ModelRouter.LlamaCpp.Tests;

public sealed class RefusedDownloadTests : IAsyncDisposable
{
    private const string Other = "0000000000000000000000000000000000000000000000000000000000000001";
    private readonly PullBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_wrong_checksum_removes_the_file_and_tells_both()
    {
        var damaged = _bench.Content.ToArray();
        damaged[^1] ^= 1;
        _bench.Registry.Fault = (request, right) => request.IsGet ? right with { Body = damaged } : right;

        var failure = await _bench.FailAsync(ModelDownloadFailure.WrongChecksum);

        Assert.Contains(_bench.Hash, failure.Message, StringComparison.Ordinal);
        Assert.Contains(TinyRegistry.Hash(damaged), failure.Message, StringComparison.Ordinal);
        Assert.Equal("", _bench.Files);
    }

    [Fact]
    public async Task A_registry_with_another_file_than_the_catalog_is_noticed_before_the_download()
    {
        var failure = await _bench.FailAsync(ModelDownloadFailure.Changed, _bench.Unpinned with { Sha256 = Other });

        Assert.Contains(Other, failure.Message, StringComparison.Ordinal);
        Assert.Contains(_bench.Hash, failure.Message, StringComparison.Ordinal);
        Assert.Empty(_bench.Registry.Downloads);
    }

    [Fact]
    public async Task Without_any_checksum_nothing_is_downloaded_unless_the_caller_gives_one()
    {
        _bench.Registry.Fault = static (_, right) => right.With("X-Linked-ETag", "\"no-hash\"");

        await _bench.FailAsync(ModelDownloadFailure.NoChecksum, _bench.Unpinned);
        Assert.Empty(_bench.Registry.Downloads);
        await _bench.PullAsync(_bench.Unpinned, _bench.Hash.ToUpperInvariant());

        _bench.AssertComplete();
    }

    [Fact]
    public async Task A_given_checksum_that_is_none_or_not_the_catalogs_is_an_error()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _bench.PullAsync(sha256: "abc"));
        await Assert.ThrowsAsync<ArgumentException>(() => _bench.PullAsync(sha256: Other));
        Assert.Empty(_bench.Registry.Requests);
    }

    [Fact]
    public async Task A_registry_that_does_not_know_HEAD_serves_pinned_models()
    {
        _bench.Registry.Fault = static (request, right) => request.IsGet ? right : new RegistryAnswer(405);

        await _bench.FailAsync(ModelDownloadFailure.NoChecksum, _bench.Unpinned);
        await _bench.PullAsync();

        _bench.AssertComplete();
    }

    [Fact]
    public async Task More_bytes_than_announced_are_not_taken()
    {
        _bench.Registry.Fault = (request, right) => request.IsGet
            ? (right with { Body = (byte[])[.. _bench.Content, .. new byte[1_000_000]] }).With("Content-Length", null)
            : right;

        await _bench.FailAsync(ModelDownloadFailure.Changed);

        Assert.True(!File.Exists(_bench.Part) || new FileInfo(_bench.Part).Length <= _bench.Content.Length);
    }

    [Fact]
    public async Task A_page_in_the_models_place_is_no_part_of_it()
    {
        _bench.Registry.Fault = (request, right) => request.IsGet ? new RegistryAnswer(200) { Body = "<html>Log in, please</html>"u8.ToArray() } : right;

        await _bench.FailAsync(ModelDownloadFailure.BadAnswer);

        Assert.Single(_bench.Registry.Downloads);
        Assert.Equal("", _bench.Files);
    }

    [Fact]
    public async Task An_answer_that_ends_before_it_can_be_told_from_a_model_is_a_broken_connection()
    {
        _bench.Registry.Fault = (request, right) => request.IsGet && _bench.Registry.Downloads.Count == 1 ? new RegistryAnswer(200) { Body = "GG"u8.ToArray() } : right;

        await _bench.PullAsync();

        _bench.AssertComplete();
    }

    [Theory]
    [InlineData(404, ModelDownloadFailure.NotFound)]
    [InlineData(410, ModelDownloadFailure.NotFound)]
    [InlineData(401, ModelDownloadFailure.Unauthorized)]
    [InlineData(403, ModelDownloadFailure.Unauthorized)]
    [InlineData(400, ModelDownloadFailure.BadAnswer)]
    [InlineData(204, ModelDownloadFailure.BadAnswer)]
    public async Task An_answer_that_is_not_the_file_ends_it_at_once(int status, ModelDownloadFailure expected)
    {
        _bench.Registry.Fault = (request, right) => request.IsGet ? new RegistryAnswer(status) : right;

        var failure = await _bench.FailAsync(expected);

        Assert.Contains($"{status}", failure.Message, StringComparison.Ordinal);
        Assert.Single(_bench.Registry.Downloads);
        Assert.Equal("", _bench.Files);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_busy_server_is_asked_again(int status)
    {
        _bench.Registry.Fault = (request, right) => _bench.Registry.Requests.Count(r => r.Method == request.Method) == 1 ? new RegistryAnswer(status) : right;

        await _bench.PullAsync();

        _bench.AssertComplete();
        Assert.Equal(4, _bench.Registry.Requests.Count);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_said_to_be_so()
    {
        var gone = new TinyRegistry([]);
        var address = gone.Address;
        await gone.DisposeAsync();

        var failure = await _bench.FailAsync(ModelDownloadFailure.Unreachable, options: _bench.Options(registry: address));

        Assert.Contains(address.Authority, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://example.org/")]
    [InlineData("https://user:secret@example.org/")]
    [InlineData("https://example.org/?q=1")]
    public void A_registry_is_a_plain_web_address(string address) =>
        Assert.Throws<ArgumentException>(() => new ModelDownloadOptions { Registry = new(address) });
}
