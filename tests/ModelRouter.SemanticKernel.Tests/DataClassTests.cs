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

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_loop_that_a_function_ends_keeps_the_class_of_what_it_read(bool stream)
    {
        _kernels.Cloud = Kernels.CallingAllTools();
        var kernel = _kernels.Build();
        var secret = Kernels.Add(kernel, "Facts", "secret", "The formula?", new ModelRouterExecutionSettings { DataClass = DataClass.Confidential });
        var ask = KernelFunctionFactory.CreateFromMethod(
            async () =>
            {
                var read = await Kernels.CallAsync(kernel, secret, stream);
                FunctionInvokingChatClient.CurrentContext!.Terminate = true;
                return read;
            },
            "ask");
        var client = kernel.GetRequiredService<IChatClient>();
        List<ChatMessage> history = [new(ChatRole.User, "Ask for it.")];
        for (var turn = 0; turn < 2; turn++)
        {
            var options = new ChatOptions { Tools = turn == 0 ? [ask] : null };
            var response = stream
                ? await client.GetStreamingResponseAsync(history, options, Kernels.Ct).ToChatResponseAsync(Kernels.Ct)
                : await client.GetResponseAsync(history, options, Kernels.Ct);
            history.AddRange([.. response.Messages, new(ChatRole.User, "Say it nicely.")]);
        }

        Assert.Equal(["cloud", "house", "house"], _kernels.Ledger.Snapshot().Select(static entry => entry.Model));
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

    [Theory]
    [InlineData("deep_think", "\"model\":\"house\"", false), InlineData("deep_think", "\"model\":\"house\"", true)]
    [InlineData("explain_route", "1. house", false), InlineData("explain_route", "Confidential data", true)]
    [InlineData("estimate_cost", "{\"estimates\":[{\"model\":\"house\"", false), InlineData("compare", "there are 1", true)]
    public async Task The_plugin_decides_by_its_callers_class(string tool, string told, bool stream)
    {
        _kernels.CloudCapabilities = ModelCapabilities.Tools | ModelCapabilities.Reasoning;
        _kernels.House = new((messages, options) => messages.Any(static message => message.Role == ChatRole.Tool)
            ? [new TextContent(Kernels.ToolResults(messages).Single()!.ToString())]
            : options?.Tools?.SingleOrDefault(offered => offered.Name.EndsWith(tool, StringComparison.Ordinal)) is { } function
                ? [new FunctionCallContent("1", function.Name, new Dictionary<string, object?> { ["prompt"] = "Harmless." })]
                : [new TextContent("deep")]);
        var kernel = _kernels.Build();
        kernel.AddModelRouterPlugin();
        var settings = new ModelRouterExecutionSettings { DataClass = DataClass.Confidential, Tenant = "acme", FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };
        var reply = await Kernels.CallAsync(kernel, KernelFunctionFactory.CreateFromPrompt("Think.", settings, "answer"), stream);
        Assert.Contains(told, reply, StringComparison.Ordinal);
        Assert.Empty(_kernels.Cloud.Options);
        Assert.All(_kernels.Ledger.Snapshot(), static entry => Assert.Equal("acme", entry.Attribution.Tenant));
    }

    [Theory, InlineData(false, false), InlineData(true, false), InlineData(false, true), InlineData(true, true)]
    public async Task Functions_that_a_template_calls_are_held_to_what_the_prompt_declares(bool stream, bool isTyped)
    {
        var kernel = _kernels.Build();
        Kernels.Add(kernel, "Facts", "lookup", "Look up {{$input}}.");
        PromptExecutionSettings settings = isTyped
            ? new ModelRouterExecutionSettings { DataClass = DataClass.Confidential, Tenant = "acme", User = "ann" }
            : new() { ExtensionData = new Dictionary<string, object> { ["modelrouter.data_class"] = "confidential", ["modelrouter.tenant"] = "acme", ["modelrouter.user"] = "ann" } };
        var function = KernelFunctionFactory.CreateFromPrompt("Say it nicely: {{Facts.lookup $secret}}", settings, "answer");
        Assert.Equal("house", await Kernels.CallAsync(kernel, function, stream, new() { ["secret"] = "the plan" }));

        Assert.Empty(_kernels.Cloud.Options);
        Assert.Equal([("house", "acme", "ann"), ("house", "acme", "ann")], _kernels.Ledger.Snapshot().Select(static entry => (entry.Model, entry.Attribution.Tenant!, entry.Attribution.User!)));
        Assert.Equal("Look up the plan.", _kernels.House.Texts[0]);
    }

    [Theory, InlineData(false, false), InlineData(true, false), InlineData(false, true), InlineData(true, true)]
    public async Task What_a_function_declares_holds_where_its_caller_brings_settings(bool stream, bool isTyped)
    {
        var kernel = _kernels.Build();
        PromptExecutionSettings declared = isTyped
            ? new ModelRouterExecutionSettings { DataClass = DataClass.Confidential, Tenant = "acme", User = "ann" }
            : new() { ExtensionData = new Dictionary<string, object> { ["modelrouter.data_class"] = "confidential", ["modelrouter.tenant"] = "acme", ["modelrouter.user"] = "ann" } };
        var function = KernelFunctionFactory.CreateFromPrompt("Our formula is {{$x}}. Summarize it.", declared, "answer");
        foreach (var own in (ModelRouterExecutionSettings[])[new() { Temperature = 0 }, new() { DataClass = DataClass.Public, Tenant = "globex" }])
        {
            Assert.Equal("house", await Kernels.CallAsync(kernel, function, stream, new(own) { ["x"] = "abc" }));
        }

        Assert.Equal([("acme", "ann"), ("globex", "ann")], _kernels.Ledger.Snapshot().Select(static entry => (entry.Attribution.Tenant!, entry.Attribution.User!)));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_a_caller_declares_is_added_to_what_the_function_does(bool stream)
    {
        var kernel = _kernels.Build();
        var function = KernelFunctionFactory.CreateFromPrompt("Summarize it.", new ModelRouterExecutionSettings { DataClass = DataClass.Internal }, "answer");

        Assert.Equal("house", await Kernels.CallAsync(kernel, function, stream, new(new ModelRouterExecutionSettings { DataClass = DataClass.Confidential })));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_a_function_declares_its_callers_have_read(bool stream)
    {
        _kernels.Cloud = Kernels.CallingAllTools();
        var kernel = _kernels.Build();
        Kernels.Add(kernel, "Facts", "lookup", "Harmless.", new ModelRouterExecutionSettings { DataClass = DataClass.Confidential });
        var function = KernelFunctionFactory.CreateFromPrompt("Answer with the tools.", Kernels.WithTools("cloud"), "answer");
        await Assert.ThrowsAnyAsync<NoEligibleModelException>(() => Kernels.CallAsync(kernel, function, stream));
        Assert.Single(_kernels.Cloud.Options);
        Assert.Single(_kernels.House.Options);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_functions_own_tenant_comes_before_its_callers(bool stream)
    {
        _kernels.House = Kernels.CallingAllTools();
        _kernels.Specialist = Kernels.CallingAllTools();
        var kernel = _kernels.Build();
        var lookup = Kernels.Add(kernel, "Facts", "lookup", "Harmless.");
        var inner = Kernels.Add(kernel, "Inner", "inner", "Answer with the tools.", Offering("globex", "specialist", lookup));
        var outer = KernelFunctionFactory.CreateFromPrompt("Answer with the tools.", Offering("acme", "house", inner), "outer");
        Assert.Equal("cloud", await Kernels.CallAsync(kernel, outer, stream));
        Assert.Equal(
            [("house", "acme"), ("specialist", "globex"), ("cloud", "globex"), ("specialist", "globex"), ("house", "acme")],
            _kernels.Ledger.Snapshot().Select(static entry => (entry.Model, entry.Attribution.Tenant!)));

        static ModelRouterExecutionSettings Offering(string tenant, string model, KernelFunction tool) =>
            new() { Tenant = tenant, ModelId = model, FunctionChoiceBehavior = FunctionChoiceBehavior.Auto([tool]) };
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_chat_inside_a_function_declares_for_its_own_tools_only(bool stream)
    {
        _kernels.House = Kernels.CallingAllTools();
        var kernel = _kernels.Build();
        var lookup = Kernels.Add(kernel, "Facts", "lookup", "Harmless.");
        var client = kernel.GetRequiredService<IChatClient>();
        var native = KernelFunctionFactory.CreateFromMethod(
            async () =>
            {
                var options = new ChatOptions { ModelId = "house", Tools = [lookup.WithKernel(kernel)], AdditionalProperties = new() { ["modelrouter.tenant"] = "globex" } };
                var response = stream
                    ? await client.GetStreamingResponseAsync("Answer with the tools.", options, Kernels.Ct).ToChatResponseAsync(Kernels.Ct)
                    : await client.GetResponseAsync("Answer with the tools.", options, Kernels.Ct);
                return response.Text + (await client.GetResponseAsync("Hello", new() { ModelId = "specialist" }, Kernels.Ct)).Text;
            },
            "native");
        Assert.Equal("cloudspecialist", await Kernels.CallAsync(kernel, native, stream: false));
        Assert.Equal(
            [("house", "globex", "function:native"), ("cloud", "globex", "function:native"), ("house", "globex", "function:native"), ("specialist", null, "function:native")],
            _kernels.Ledger.Snapshot().Select(static entry => (entry.Model, entry.Attribution.Tenant, entry.Attribution.Tags[0])));
    }
}
