using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.TextGeneration;

namespace ModelRouter.SemanticKernel.Tests;

/// <summary>Nothing gets between a kernel's requests and the router without a word.</summary>
public class BypassTests
{
    private readonly Kernels _kernels = new();

    [Theory, InlineData(typeof(IChatCompletionService)), InlineData(typeof(ITextGenerationService)), InlineData(typeof(IChatClient))]
    public void A_service_that_would_be_asked_instead_keeps_the_kernel_from_being_built(Type service)
    {
        var builder = _kernels.Builder();
        builder.Services.Add(new(service, _ => throw new NotSupportedException(), ServiceLifetime.Singleton));
        var failure = Assert.Throws<InvalidOperationException>(builder.Build);
        Assert.Contains(service.Name, failure.Message, StringComparison.Ordinal);
        Assert.Contains("router", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_earlier_one_is_found_when_the_router_is_added()
    {
        var builder = Kernel.CreateBuilder();
        builder.Services.AddSingleton<IChatClient>(ScriptedModel.Saying("other"));
        Assert.Throws<InvalidOperationException>(() => builder.AddModelRouter(static router => router.AddModel(new() { Id = "m", Tier = ModelTier.Cloud, Pricing = new() { InputPerMillion = 1, OutputPerMillion = 1 } }, ScriptedModel.Saying("m"))));
    }

    [Theory, InlineData(false, null), InlineData(true, null), InlineData(false, "cloud"), InlineData(true, "cloud")]
    public async Task A_keyed_chat_client_is_asked_only_by_its_service_id(bool stream, string? model)
    {
        // Semantic Kernel would take the last client of all, and for a named model one that calls its model so.
        var builder = _kernels.Builder();
        builder.Services.AddKeyedSingleton<IChatClient>("other", ScriptedModel.Saying("other", defaultModelId: "cloud"));
        var kernel = builder.Build();
        var function = Kernels.Add(kernel, "Writing", "poem", "Write a short poem about snow.", new() { ModelId = model });
        Assert.Equal("cloud", await Kernels.CallAsync(kernel, function, stream));
        Assert.Equal("other", (await kernel.InvokePromptAsync("Hello", new(new PromptExecutionSettings { ServiceId = "other" }), cancellationToken: Kernels.Ct)).ToString());
    }

    [Fact]
    public async Task A_host_has_the_same_router_for_its_kernels_and_itself()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ModelRouter:Models:mine:Provider"] = "service",
            ["ModelRouter:Models:mine:Tier"] = "Cloud",
            ["ModelRouter:Models:mine:Unpriced"] = "true",
        }).Build();
        var services = new ServiceCollection().AddLogging();
        services.AddKeyedSingleton<IChatClient>("mine", ScriptedModel.Saying("mine"));
        services.AddKernel().AddModelRouter(configuration).Plugins.AddFromType<ModelRouterPlugin>("ModelRouter");
        await using var provider = services.BuildServiceProvider();
        var kernel = provider.GetRequiredService<Kernel>();
        Assert.Equal("mine", (await kernel.InvokePromptAsync("Hello", cancellationToken: Kernels.Ct)).ToString());
        Assert.Same(provider.GetRequiredService<IChatClient>(), kernel.GetRequiredService<IChatClient>());
        Assert.Contains("\"mine\"", (await kernel.InvokeAsync("ModelRouter", "list_models", cancellationToken: Kernels.Ct)).ToString(), StringComparison.Ordinal);
    }
}
