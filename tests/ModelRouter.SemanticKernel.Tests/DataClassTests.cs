namespace ModelRouter.SemanticKernel.Tests;

/// <summary>What one model has read, functions that it calls can't carry to a model that must not have it.</summary>
public class DataClassTests
{
    private readonly Kernels _kernels = new();

    [Theory]
    [InlineData(false, "Answer with the tools.", DataClass.Confidential), InlineData(true, "Answer with the tools.", DataClass.Confidential)]
    [InlineData(false, "Answer with the tools: charge 4111 1111 1111 1111.", null), InlineData(true, "Answer with the tools: charge 4111 1111 1111 1111.", null)]
    public async Task A_tools_own_request_is_as_sensitive_as_its_callers(bool stream, string prompt, DataClass? declared)
    {
        _kernels.House = new((messages, options) => messages[^1].Text == "Harmless."
            ? [new TextContent("house")]
            : Kernels.CallingAllTools().GetResponseAsync(messages, options, Kernels.Ct).Result.Messages[0].Contents);
        var kernel = _kernels.Build();
        Kernels.Add(kernel, "Facts", "lookup", "Harmless.");
        var function = KernelFunctionFactory.CreateFromPrompt(
            prompt, new ModelRouterExecutionSettings { DataClass = declared, FunctionChoiceBehavior = FunctionChoiceBehavior.Auto(), Tenant = "acme" }, "answer");
        Assert.Equal("house", await Kernels.CallAsync(kernel, function, stream));

        Assert.Equal(["house", "house", "house"], _kernels.Ledger.Snapshot().Select(static entry => entry.Model));
        Assert.All(_kernels.Ledger.Snapshot(), static entry => Assert.Equal("acme", entry.Attribution.Tenant));
        Assert.Empty(_kernels.Cloud.Options);

        // Another call's data is its own.
        Assert.Equal("cloud", await Kernels.CallAsync(kernel, kernel.Plugins["Facts"]["lookup"], stream));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_a_function_got_from_another_keeps_its_class_in_what_it_asks_next(bool stream)
    {
        var kernel = _kernels.Build();
        var secret = Kernels.Add(kernel, "Facts", "secret", "The formula?", new ModelRouterExecutionSettings { DataClass = DataClass.Confidential });
        var harmless = Kernels.Add(kernel, "Chatter", "harmless", "Harmless.");
        var both = KernelFunctionFactory.CreateFromMethod(
            async () => $"{await Kernels.CallAsync(kernel, secret, stream)} {await Kernels.CallAsync(kernel, harmless, stream)}", "both");

        Assert.Equal("house house", (await kernel.InvokeAsync(both, cancellationToken: Kernels.Ct)).ToString());
        Assert.Empty(_kernels.Cloud.Options);
    }

    [Fact]
    public async Task The_plugins_questions_are_held_to_it_as_well()
    {
        _kernels.House = new((messages, options) => messages.Any(static message => message.Role == ChatRole.Tool)
            ? [new TextContent(messages[^1].Contents.OfType<FunctionResultContent>().Single().Result!.ToString()!)]
            : [new FunctionCallContent("1", options!.Tools!.Single(static tool => tool.Name.EndsWith("ask", StringComparison.Ordinal)).Name, new Dictionary<string, object?> { ["prompt"] = "Harmless.", ["model"] = "cloud" })]);
        var kernel = _kernels.Build();
        kernel.AddModelRouterPlugin();
        var function = KernelFunctionFactory.CreateFromPrompt(
            "Ask the cloud.", new ModelRouterExecutionSettings { DataClass = DataClass.Confidential, FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() }, "answer");
        Assert.Contains("data-class", await Kernels.CallAsync(kernel, function, stream: false), StringComparison.Ordinal);
        Assert.Empty(_kernels.Cloud.Options);
    }
}
