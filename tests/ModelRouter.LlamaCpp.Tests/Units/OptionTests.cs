using Microsoft.Extensions.DependencyInjection;

namespace ModelRouter.LlamaCpp.Tests;

/// <summary>Options that can't be are refused where they are given, by the name that the caller knows.</summary>
public sealed class OptionTests
{
    private static readonly LlamaModelOptions Good = new() { ModelPath = "m.gguf" };

    public static TheoryData<string, LlamaModelOptions> Wrong => new()
    {
        { "ModelPath", Good with { ModelPath = " " } },
        { "GpuLayers", Good with { GpuLayers = -2 } },
        { "ContextSize", Good with { ContextSize = -1 } },
        { "MaxConcurrency", Good with { MaxConcurrency = 65 } },
        { "Contexts", Good with { Contexts = 17 } },
        { "Contexts", Good with { Contexts = 3, MaxConcurrency = 2 } },
        { "QueueLimit", Good with { QueueLimit = -1 } },
        { "Threads", Good with { Threads = 513 } },
        { "BatchThreads", Good with { BatchThreads = -1 } },
        { "MaxOutputTokens", Good with { MaxOutputTokens = 0 } },
        { "ThinkBudget", Good with { ThinkBudget = 0 } },
        { "LoraScale", Good with { LoraScale = float.NaN } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_client_names_its_options_and_tells_which_is_wrong(string option, LlamaModelOptions options)
    {
        var failure = Assert.ThrowsAny<ArgumentException>(() => new LlamaChatClient(options));
        Assert.Equal("options", failure.ParamName);
        Assert.StartsWith($"{option} must", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_in_code_is_refused_where_it_is_added()
    {
        var profile = new ModelProfile { Id = "m", Tier = ModelTier.SelfHosted, Pricing = ModelPricing.Free };
        new ServiceCollection().AddModelRouter(router =>
        {
            Assert.Throws<ArgumentNullException>("options", () => router.AddLlamaCpp(profile, null!));
            Assert.Throws<ArgumentNullException>("profile", () => router.AddLlamaCpp(null!, Good));
            Assert.Throws<ArgumentOutOfRangeException>("options", () => router.AddLlamaCpp(profile, Good with { GpuLayers = -2 }));
        });
    }

    [Fact]
    public void What_the_catalog_can_t_use_is_named()
    {
        var entry = ModelCatalog.Find("r1-distill-qwen-1.5b")!;
        Assert.Throws<ArgumentNullException>("id", () => ModelCatalog.Find(null!));
        Assert.Throws<ArgumentException>("Repository", () => entry with { Repository = null! });
        Assert.Throws<ArgumentException>("FileName", () => entry with { FileName = null! });
    }

    [Fact]
    public void A_download_waits_for_a_time_that_can_be_waited()
    {
        foreach (var wrong in new[] { TimeSpan.Zero, TimeSpan.FromSeconds(-5), TimeSpan.FromDays(100) })
        {
            Assert.Throws<ArgumentOutOfRangeException>("value", () => new ModelDownloadOptions { IdleTimeout = wrong });
        }

        foreach (var wrong in new[] { TimeSpan.FromSeconds(-1), TimeSpan.FromMinutes(2), Timeout.InfiniteTimeSpan })
        {
            Assert.Throws<ArgumentOutOfRangeException>("value", () => new ModelDownloadOptions { RetryDelay = wrong });
        }

        Assert.Equal(Timeout.InfiniteTimeSpan, new ModelDownloadOptions { IdleTimeout = Timeout.InfiniteTimeSpan }.IdleTimeout);
    }
}
