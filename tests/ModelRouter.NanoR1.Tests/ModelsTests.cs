using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelRouter.TestModels;

namespace ModelRouter.NanoR1.Tests;

public sealed class ModelsTests(StandIn standIn)
{
    private const string Sum = "What is 487 + 365?";
    private const string Line = "Air 298.1 K, process 308.6 K, 1550 rpm, 42 Nm, tool wear 210 min, type L. Which failure?";

    [Theory]
    [InlineData(false, Sum, "nano-r1", ModelTier.SelfHosted, "852")]
    [InlineData(true, Sum, "nano-r1", ModelTier.SelfHosted, "852")]
    [InlineData(false, Line, "nano-r1-machine", ModelTier.Specialized, "failure")]
    [InlineData(true, Line, "nano-r1-machine", ModelTier.Specialized, "failure")]
    public async Task Sums_go_to_the_base_and_machine_data_to_the_specialist(bool stream, string prompt, string model, ModelTier tier, string answer)
    {
        await using var services = Services();
        var client = services.GetRequiredService<IChatClient>();
        ChatMessage[] messages = [new(ChatRole.User, "Hi"), new(ChatRole.Assistant, "Hello."), new(ChatRole.User, prompt)];

        var response = stream
            ? await client.GetStreamingResponseAsync(messages, cancellationToken: TestContext.Current.CancellationToken).ToChatResponseAsync(TestContext.Current.CancellationToken)
            : await client.GetResponseAsync(messages, cancellationToken: TestContext.Current.CancellationToken);

        var receipt = response.GetRoutingReceipt()!;
        Assert.Equal((answer, model, tier), (response.Text.Trim(), receipt.Model, receipt.Tier));
        Assert.Equal("Adding.", string.Concat(response.Messages.SelectMany(m => m.Contents).OfType<TextReasoningContent>().Select(t => t.Text)).Trim());
        Assert.True(receipt.Cost > 0);

        // The earlier turn is not sent: the question alone and the template's few tokens.
        Assert.InRange(receipt.Usage.InputTokens, 1, prompt.Length + 8);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_beyond_both_goes_to_another_model_or_is_refused_with_the_reasons(bool stream)
    {
        await using var services = Services();
        var client = services.GetRequiredService<IChatClient>();
        ChatMessage[] messages = [new(ChatRole.User, "Write a poem")];

        var refused = await Assert.ThrowsAsync<NoEligibleModelException>(async () => _ = stream
            ? await client.GetStreamingResponseAsync(messages, cancellationToken: TestContext.Current.CancellationToken).ToChatResponseAsync(TestContext.Current.CancellationToken)
            : await client.GetResponseAsync(messages, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal([("nano-r1", "scope"), ("nano-r1-machine", "scope")], refused.Decision.Excluded.Select(e => (e.Model, e.Rule)));

        await using var more = Services(new() { Id = "cloud", Tier = ModelTier.Cloud, Pricing = new() { InputPerMillion = 1, OutputPerMillion = 4 } });
        var router = more.GetRequiredService<ModelRouterChatClient>();
        Assert.Equal("cloud", Assert.Single(router.Route(messages).Ranking).Model);
        Assert.Equal("nano-r1", router.Route([new(ChatRole.User, Sum)]).Ranking[0].Model);
        Assert.Equal("nano-r1-machine", router.Route([new(ChatRole.User, Line)]).Ranking[0].Model);
    }

    [Fact]
    public void A_missing_file_is_named_when_the_router_is_made()
    {
        using var services = Services(configure: engine => engine with { ModelPath = "nowhere/nano-r1.gguf" });

        var missing = Assert.Throws<FileNotFoundException>(services.GetRequiredService<ModelRouterChatClient>);

        Assert.Contains("nowhere/nano-r1.gguf", missing.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_thought_that_runs_on_still_comes_to_an_answer(bool stream)
    {
        using var endless = TinyModel.Markov(
            new MarkovChain([new("\n", "la"), new("la", " li"), new(" li", "la"), new("</think>", "852"), new("852", MarkovChain.End)]),
            options: new() { Layers = 1, Context = 512 });
        await using var services = Services(configure: engine => engine with { ModelPath = endless.Path, LoraPath = null, Threads = 1, MaxConcurrency = 1 });
        var client = services.GetRequiredService<IChatClient>();

        var response = stream
            ? await client.GetStreamingResponseAsync(Sum, cancellationToken: TestContext.Current.CancellationToken).ToChatResponseAsync(TestContext.Current.CancellationToken)
            : await client.GetResponseAsync(Sum, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(("852", ChatFinishReason.Stop), (response.Text.Trim(), response.FinishReason));
    }

    [Fact]
    public void Endpoints_can_be_had_without_a_container()
    {
        using var router = new ModelRouterChatClient(NanoR1Models.CreateEndpoints(standIn.Configure));

        Assert.Equal("nano-r1 nano-r1-machine", string.Join(' ', router.Endpoints.Select(e => e.Profile.Id)));
    }

    [Fact]
    public async Task The_models_that_ship_add_numbers()
    {
        Assert.SkipUnless(File.Exists(Path.Combine(AppContext.BaseDirectory, "nano-r1", "nano-r1.gguf")), "The trained models are not in src/ModelRouter.NanoR1/models yet.");
        using var router = new ModelRouterChatClient(NanoR1Models.CreateEndpoints(engine => engine with { Threads = 1, MaxConcurrency = 1 }));

        var response = await router.GetResponseAsync([new(ChatRole.User, Sum)], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("852", response.Text.Trim());
    }

    private ServiceProvider Services(
        ModelProfile? more = null, Func<ModelRouter.LlamaCpp.LlamaModelOptions, ModelRouter.LlamaCpp.LlamaModelOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddModelRouter(router =>
        {
            router.AddNanoR1(configure ?? standIn.Configure);
            if (more is not null)
            {
                router.AddModel(more, _ => new ModelRouter.LlamaCpp.LlamaChatClient(new() { ModelPath = "unused.gguf" }));
            }
        });
        return services.BuildServiceProvider();
    }
}
