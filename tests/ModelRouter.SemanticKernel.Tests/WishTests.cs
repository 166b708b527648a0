namespace ModelRouter.SemanticKernel.Tests;

/// <summary>What prompts wish reaches the router, typed or from a config.json, and what is no wish is an error.</summary>
public class WishTests
{
    private readonly Kernels _kernels = new();

    [Theory, InlineData(false), InlineData(true)]
    public async Task Typed_settings_reach_the_router(bool stream)
    {
        var kernel = _kernels.Build();
        var settings = new ModelRouterExecutionSettings
        {
            Tier = ModelTier.SelfHosted,
            Task = PromptTask.Translation,
            MaxCost = 0.5m,
            DataClass = DataClass.Confidential,
            Tenant = "acme",
            User = "kim",
            Agent = "translator",
            Tags = ["q4", "urgent"],
            MaxTokens = 50,
            Temperature = 0.25,
            ThinkTokens = 7,
        };
        var function = Kernels.Add(kernel, "P", "f", "Hello", settings.Clone());
        Assert.Equal("house", await Kernels.CallAsync(kernel, function, stream));

        var entry = _kernels.Ledger.Snapshot().Single();
        Assert.Equal(
            (PromptTask.Translation, "auto:self-hosted", DataClass.Confidential, "acme", "kim", "translator"),
            (entry.Task, entry.Selection, entry.Prompt!.DataClass, entry.Attribution.Tenant, entry.Attribution.User, entry.Attribution.Agent));
        Assert.Equal(["function:f", "plugin:P", "q4", "urgent"], entry.Attribution.Tags);
        var sent = _kernels.House.Options.Single()!;
        Assert.Equal((50, 0.25f, 7, 1), (sent.MaxOutputTokens, sent.Temperature, sent.AdditionalProperties!["think_budget"], sent.AdditionalProperties.Count));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_typed_limit_keeps_dear_models_out(bool stream)
    {
        // An answer costs $0.001 in the cloud, and a tenth of that at the specialist.
        var kernel = _kernels.Build();
        Assert.Equal("cloud", await Kernels.CallAsync(kernel, Kernels.Add(kernel, "P", "f", "Hello", new ModelRouterExecutionSettings { MaxCost = 1 }), stream));
        Assert.NotEqual("cloud", await Kernels.CallAsync(kernel, Kernels.Add(kernel, "Q", "f", "Hello", new ModelRouterExecutionSettings { MaxCost = 0.0002m }), stream));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_config_json_reaches_the_router(bool stream)
    {
        var kernel = _kernels.Build();
        var function = Function("""
            "max_tokens": 40, "modelrouter.task": "translation", "modelrouter.max_cost": 0.0002, "modelrouter.tenant": "acme", "modelrouter.tags": ["q4", "urgent"]
            """);
        Assert.NotEqual("cloud", await Kernels.CallAsync(kernel, function, stream));
        var entry = _kernels.Ledger.Snapshot().Single();
        Assert.Equal((PromptTask.Translation, "acme"), (entry.Task, entry.Attribution.Tenant));
        Assert.Equal(["function:configured", "q4", "urgent"], entry.Attribution.Tags);
        Assert.Equal("max-cost", kernel.GetRequiredService<ModelRouterChatClient>().Route(
            [new(ChatRole.User, "Hello")], new() { AdditionalProperties = new() { ["modelrouter.max_cost"] = 0.0002 } }).Excluded.Single().Rule);
    }

    [Theory]
    [InlineData("\"model_id\": \"auto:clowd\"", "auto:cloud")]
    [InlineData("\"model_id\": \"hous\"", "Did you mean 'house'?")]
    [InlineData("\"modelrouter.tags\": [1, 2]", "modelrouter.tags")]
    [InlineData("\"modelrouter.tags\": {\"a\": 1}", "modelrouter.tags")]
    [InlineData("\"modelrouter.task\": \"Poetry\"", "must be one of Chat, Code")]
    [InlineData("\"modelrouter.data_class\": \"secret\"", "must be one of Public, Internal, Personal, Confidential")]
    [InlineData("\"modelrouter.max_cost\": \"little\"", "a number of US dollars")]
    [InlineData("\"modelrouter.teant\": \"acme\"", "Did you mean 'modelrouter.tenant'?")]
    public async Task What_is_no_wish_is_an_error_that_says_so(string settings, string told)
    {
        var kernel = _kernels.Build();
        foreach (var stream in (bool[])[false, true])
        {
            var failure = await Assert.ThrowsAnyAsync<Exception>(() => Kernels.CallAsync(kernel, Function(settings), stream));
            Assert.Contains(told, failure.Message, StringComparison.Ordinal);
        }

        Assert.Equal(0, _kernels.Ledger.Count);
    }

    [Fact]
    public async Task A_tier_and_a_model_are_too_much()
    {
        var both = new KernelArguments(new ModelRouterExecutionSettings { Tier = ModelTier.Cloud, ModelId = "cloud" });
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => _kernels.Build().InvokePromptAsync("Hello", both, cancellationToken: Kernels.Ct));
        Assert.Contains("name one of them", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Frozen_settings_stay_as_they_are()
    {
        var settings = new ModelRouterExecutionSettings { MaxCost = 1 };
        settings.Freeze();
        Assert.Throws<InvalidOperationException>(() => settings.MaxCost = 2);
    }

    private static KernelFunction Function(string settings)
    {
        var config = PromptTemplateConfig.FromJson($$"""{ "schema": 1, "name": "configured", "execution_settings": { "default": { {{settings}} } } }""");
        config.Template = "Hello";
        return KernelFunctionFactory.CreateFromPrompt(config);
    }
}
