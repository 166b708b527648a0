using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelRouter.TestModels;

namespace ModelRouter.LlamaCpp.Tests;

public sealed class ProviderTests
{
    private static readonly ModelProfile Profile = new() { Id = "tiny", Tier = ModelTier.SelfHosted, Pricing = ModelPricing.Free, ContextWindow = 64 };

    [Fact]
    public async Task Settings_make_a_client()
    {
        using var model = Tiny.Endless(256);
        using var client = Create(("Path", model.Path), ("Threads", "1"), ("MaxConcurrency", "2"), ("QueueLimit", "3"), ("Temperature", "0"));

        // The profile's window is less than what the model was trained for.
        var overflow = await Assert.ThrowsAsync<ContextOverflowException>(
            () => client.GetResponseAsync(new string('x', 100), cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(64, overflow.ContextSize);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_temperature_close_to_zero_is_zero(bool streaming)
    {
        using var model = TinyModel.Llama(new() { ChatTemplate = ChatTemplates.ChatMl, Ending = Ending.Never });
        using var client = (LlamaChatClient)Create(("Path", model.Path), ("Threads", "1"), ("MaxOutputTokens", "12"), ("Temperature", "0.005"));

        Assert.Equal((await client.AskAsync(streaming, options: Chat.Greedy)).All(), (await client.AskAsync(streaming, options: new())).All());
    }

    [Fact]
    public async Task A_window_beyond_the_training_is_not_taken()
    {
        using var model = Tiny.Endless(48);
        using var client = Create(("Path", model.Path), ("Threads", "1"));

        var overflow = await Assert.ThrowsAsync<ContextOverflowException>(
            () => client.GetResponseAsync(new string('x', 100), cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(48, overflow.ContextSize);
    }

    [Fact]
    public void A_model_that_can_not_be_had_has_read_nothing_that_costs() =>
        Assert.Equal(ModelFailureKind.Unreachable, new LlamaFailureReader().Read(new ModelDownloadException(ModelDownloadFailure.Unreachable, "x"))!.Kind);

    [Fact]
    public void The_template_says_how_the_model_wants_conversations()
    {
        using var r1 = TinyModel.R1();
        using var llama = TinyModel.Llama(new() { ChatTemplate = ChatTemplates.ChatMl });
        using var ofR1 = Create(("Path", r1.Path));
        using var ofLlama = Create(("Path", llama.Path));
        using var told = Create(("Path", llama.Path), ("ChatTemplate", ChatTemplates.R1));
        using var inCode = new LlamaChatClient(Tiny.Options(r1));
        using var llamaInCode = new LlamaChatClient(Tiny.Options(llama));
        using var toldInCode = new LlamaChatClient(Tiny.Options(llama) with { ChatTemplate = ChatTemplates.R1 });
        using var missing = new LlamaChatClient(new() { ModelPath = "missing.gguf" });

        var plain = new HistoryDialect { ForeignToolCalls = ForeignToolCalls.Text };
        Assert.Equal(HistoryDialect.DeepSeekR1 with { ForeignToolCalls = ForeignToolCalls.Text }, ofR1.GetService<HistoryDialect>());
        Assert.Equal(ofR1.GetService<HistoryDialect>(), told.GetService<HistoryDialect>());
        Assert.Equal(plain, ofLlama.GetService<HistoryDialect>());
        Assert.Equal(ofR1.GetService<HistoryDialect>(), inCode.GetService<HistoryDialect>());
        Assert.Equal(ofR1.GetService<HistoryDialect>(), toldInCode.GetService<HistoryDialect>());
        Assert.Equal(plain, llamaInCode.GetService<HistoryDialect>());
        Assert.Equal(plain, missing.GetService<HistoryDialect>());
    }

    [Theory]
    [InlineData("Pth", "x")]
    [InlineData("Threads", "-1")]
    [InlineData("Threads", "513")]
    [InlineData("GpuLayers", "-2")]
    [InlineData("ContextSize", "0")]
    [InlineData("MaxConcurrency", "65")]
    [InlineData("Contexts", "9")]
    [InlineData("MaxConcurrency", "many")]
    [InlineData("Format", "Chat")]
    [InlineData("LoraScale", "NaN")]
    [InlineData("Temperature", "-1")]
    [InlineData("Temperature", "101")]
    [InlineData("TopP", "2")]
    [InlineData("MaxOutputTokens", "0")]
    [InlineData("LoraPath", "no-such-adapter.gguf")]
    public void A_wrong_setting_is_named(string key, string value)
    {
        using var model = TinyModel.R1();

        var wrong = Assert.Throws<ModelRouterConfigurationException>(() => Create(("Path", model.Path), (key, value)));

        Assert.Equal($"Settings:{key}", wrong.Path);
        Assert.DoesNotContain("(Parameter", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_is_required_and_must_lead_to_a_model()
    {
        using var model = TinyModel.R1();

        Assert.Equal("Settings:Path", Assert.Throws<ModelRouterConfigurationException>(() => Create()).Path);
        Assert.Equal("Settings:Path", Assert.Throws<ModelRouterConfigurationException>(() => Create(("Path", model.Path + "x"))).Path);
        Assert.Equal("Settings:Path", Assert.Throws<ModelRouterConfigurationException>(() => Create(("Path", typeof(ProviderTests).Assembly.Location))).Path);
    }

    [Fact]
    public async Task A_router_asks_the_model_it_was_given()
    {
        using var model = Tiny.ChatMlScript("here", " I", " am");
        var collection = new ServiceCollection();
        collection.AddModelRouter(router => router.AddLlamaCpp().AddLlamaCpp(Profile with { ContextWindow = 4_096 }, Tiny.Options(model)));
        await using var services = collection.BuildServiceProvider();

        var response = await services.GetRequiredService<IChatClient>().GetResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("here I am", response.Text);
    }

    private static IChatClient Create(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create($"Settings:{pair.Key}", (string?)pair.Value)))
            .Build();
        return new LlamaModelProvider().CreateClient(Profile, configuration.GetSection("Settings"));
    }
}
