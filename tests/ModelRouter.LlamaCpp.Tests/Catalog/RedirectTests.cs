using ModelRouter.TestModels;

namespace ModelRouter.LlamaCpp.Tests;

public sealed class RedirectTests : IAsyncDisposable
{
    private const string Variable = "MODELROUTER_TEST_TOKEN";
    private readonly PullBench _bench = new();
    private readonly TinyRegistry _store;

    public RedirectTests()
    {
        _store = new(_bench.Content);
        Environment.SetEnvironmentVariable(Variable, "s3cret");
    }

    public async ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        await _store.DisposeAsync();
        await _bench.DisposeAsync();
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task The_store_behind_a_registry_gets_the_range_and_never_the_token(int status)
    {
        SendToStore(status);
        _store.Fault = static (request, right) => request["Range"] is null ? right with { CutAfter = 3_000 } : right;

        await _bench.PullAsync(_bench.Unpinned, options: _bench.Options(Variable));

        _bench.AssertComplete();
        Assert.All(_bench.Registry.Requests, r => Assert.Equal("Bearer s3cret", r["Authorization"]));
        Assert.Equal(" bytes=3000-", string.Join(' ', _store.Requests.Select(r => r["Range"])));
        Assert.All(_store.Requests, r => Assert.Null(r["Authorization"]));
        Assert.All(_store.Requests, r => Assert.True(r.IsGet));
    }

    [Fact]
    public async Task A_stores_checksum_is_not_believed()
    {
        _bench.Registry.Fault = (_, _) => RegistryAnswer.Redirect(_store.Address + "file");

        await _bench.FailAsync(ModelDownloadFailure.NoChecksum, _bench.Unpinned);

        Assert.Empty(_store.Requests);
    }

    [Fact]
    public async Task A_redirect_on_the_registry_itself_keeps_the_token()
    {
        _bench.Registry.Fault = static (request, right) => request.Path == "/moved" ? right : RegistryAnswer.Redirect("/moved", 307);

        await _bench.PullAsync(_bench.Unpinned, options: _bench.Options(Variable));

        _bench.AssertComplete();
        Assert.All(_bench.Registry.Requests, r => Assert.Equal("Bearer s3cret", r["Authorization"]));
    }

    [Theory]
    [InlineData("/again")]
    [InlineData("file:///etc/hosts")]
    [InlineData("ftp://127.0.0.1/file")]
    [InlineData(null)]
    public async Task A_redirect_in_circles_to_another_scheme_or_to_nowhere_is_refused(string? location)
    {
        _bench.Registry.Fault = (request, right) => request.IsGet ? RegistryAnswer.Redirect("/").With("Location", location) : right;

        await _bench.FailAsync(ModelDownloadFailure.BadRedirect);

        Assert.True(_bench.Registry.Downloads.Count <= 11);
    }

    [Fact]
    public void A_redirect_from_https_to_http_is_refused()
    {
        var failure = Assert.Throws<ModelDownloadException>(
            () => RedirectRule.Next(new("https://registry.example/a"), new("http://registry.example/b"), hops: 0, most: 10));

        Assert.Equal(ModelDownloadFailure.BadRedirect, failure.Failure);
        Assert.Equal("https://store.example/b", RedirectRule.Next(new("http://registry.example/a"), new("https://store.example/b"), 0, 10).AbsoluteUri);
        Assert.Equal("https://registry.example/c", RedirectRule.Next(new("https://registry.example/a/b"), new("/c", UriKind.Relative), 0, 10).AbsoluteUri);
    }

    [Theory]
    [InlineData("s3cret-\u00e9")]
    [InlineData("s3cret\nX-A: b")]
    public async Task A_token_that_cannot_be_sent_is_told_at_once_with_its_variable(string token)
    {
        const string Unsendable = $"{Variable}_UNSENDABLE";
        Environment.SetEnvironmentVariable(Unsendable, token);
        try
        {
            var failure = await _bench.FailAsync(ModelDownloadFailure.Unauthorized, _bench.Unpinned, options: _bench.Options(Unsendable));

            Assert.Contains($"The token in {Unsendable} holds characters that HTTP can't send", failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
            Assert.Empty(_bench.Registry.Requests);
            Assert.DoesNotContain(_bench.Progress, static progress => progress.Phase == ModelDownloadPhase.Waiting);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Unsendable, null);
        }
    }

    [Fact]
    public async Task A_gated_model_names_the_variable_and_no_message_holds_the_token()
    {
        _bench.Registry.Fault = static (_, _) => new RegistryAnswer(401);

        var with = await _bench.FailAsync(ModelDownloadFailure.Unauthorized, options: _bench.Options(Variable));
        var without = await _bench.FailAsync(ModelDownloadFailure.Unauthorized, options: _bench.Options("MODELROUTER_TEST_UNSET"));

        Assert.Contains(Variable, with.Message, StringComparison.Ordinal);
        Assert.Contains("renew the token", with.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", with.ToString(), StringComparison.Ordinal);
        Assert.Contains("MODELROUTER_TEST_UNSET", without.Message, StringComparison.Ordinal);
    }

    /// <summary>As the hub does it: the registry redirects, and gives checksum and size with the redirect.</summary>
    private void SendToStore(int status) => _bench.Registry.Fault = (_, right) =>
    {
        var answer = RegistryAnswer.Redirect(_store.Address + "signed", status);
        return right.Headers.TryGetValue("X-Linked-ETag", out var hash) ? answer.With("X-Linked-ETag", hash).With("X-Linked-Size", $"{_bench.Content.Length}") : answer;
    };
}
