using Azure;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers.Tests;

/// <summary>Options that can't be are refused where they are given, by the name that the caller knows.</summary>
public sealed class OptionRangeTests
{
    private static readonly Uri Somewhere = new("https://localhost/models");

    [Theory]
    [InlineData(-5)]
    [InlineData(0)]
    [InlineData(1_000_000)]
    public void A_timeout_of_Azure_s_client_is_a_time_that_one_may_wait(int seconds)
    {
        var failure = Assert.Throws<ArgumentOutOfRangeException>("value", () => new AzureInferenceOptions { Timeout = TimeSpan.FromSeconds(seconds) });
        Assert.Contains("Timeout must be greater than 0", failure.Message, StringComparison.Ordinal);
        Assert.Equal(Timeout.InfiniteTimeSpan, new AzureInferenceOptions { Timeout = Timeout.InfiniteTimeSpan }.Timeout);
    }

    [Fact]
    public void Azure_s_client_names_what_is_missing()
    {
        Assert.Throws<ArgumentNullException>("key", () => new AzureInferenceChatClient(Somewhere, (AzureKeyCredential)null!));
        Assert.Throws<ArgumentNullException>("endpoint", () => new AzureInferenceChatClient(null!, new AzureKeyCredential("k")));
    }

    [Fact]
    public void A_pool_names_its_options()
    {
        (PoolOptions Options, string Told)[] wrong =
        [
            (new() { SlowStart = TimeSpan.FromSeconds(-1) }, "SlowStart must be at least"), (new() { ExpectedOutputTokens = 0 }, "ExpectedOutputTokens must be at least 1"),
            (new() { Health = null! }, "Health must not be null"),
        ];
        foreach (var (options, told) in wrong)
        {
            var failure = Assert.ThrowsAny<ArgumentException>(() => new PoolChatClient([], options));
            Assert.Equal("options", failure.ParamName);
            Assert.Contains(told, failure.Message, StringComparison.Ordinal);
        }
    }
}
