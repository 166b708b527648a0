namespace ModelRouter.SemanticKernel.Tests;

/// <summary>Prompt functions and tool loops run on the router, and the ledger says which step asked which model at what cost.</summary>
public class ChatTests
{
    private readonly Kernels _kernels = new();

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_prompt_function_is_answered_by_the_router(bool stream)
    {
        var kernel = _kernels.Build().CloneForAgent("poet");
        var function = Kernels.Add(kernel, "Writing", "poem", "Write a short poem about {{$topic}}.");
        Assert.Equal("cloud", await Kernels.CallAsync(kernel, function, stream, new() { ["topic"] = "snow" }));
        Assert.Equal("Write a short poem about snow.", _kernels.Cloud.Texts.Single());

        var entry = _kernels.Ledger.Snapshot().Single();
        Assert.Equal(("cloud", 0.001m, "poet"), (entry.Model, entry.Cost, entry.Attribution.Agent));
        Assert.Equal(["function:poem", "plugin:Writing"], entry.Attribution.Tags);

        // What is meant for the router stays there.
        Assert.Null(_kernels.Cloud.Options.Single()?.AdditionalProperties);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_an_agents_function_asks_in_turn_is_the_agents(bool stream)
    {
        var kernel = _kernels.Build();
        var inner = Kernels.Add(kernel, "Writing", "poem", "Write a short poem.");
        var outer = KernelFunctionFactory.CreateFromMethod(() => Kernels.CallAsync(kernel, inner, stream), "outer");

        await kernel.CloneForAgent("poet").InvokeAsync(outer, cancellationToken: Kernels.Ct);
        await kernel.InvokeAsync(outer, cancellationToken: Kernels.Ct);

        Assert.Equal(["poet", null], _kernels.Ledger.Snapshot().Select(static entry => entry.Attribution.Agent));
    }

    [Fact]
    public async Task A_result_has_its_receipt()
    {
        var result = await _kernels.Build().InvokePromptAsync("Write a short poem about snow.", cancellationToken: Kernels.Ct);
        Assert.Equal(("cloud", 0.001m), (result.GetRoutingReceipt()!.Model, result.GetRoutingReceipt()!.Cost));

        // Nobody named the function: its random name is no label.
        Assert.DoesNotContain(_kernels.Ledger.Snapshot().Single().Attribution.Tags, static tag => tag.Any(char.IsDigit));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Three_models_work_in_one_tool_loop_and_every_step_is_on_the_ledger(bool stream)
    {
        _kernels.Cloud = Kernels.CallingAllTools();
        var kernel = _kernels.Build().CloneForAgent("assistant");
        Kernels.Add(kernel, "Facts", "lookup", "Which river flows through Seoul?", new() { ModelId = "auto:specialized" });
        Kernels.Add(kernel, "Numbers", "add", "What is 487 + 365?", new() { ModelId = "house" });
        var function = KernelFunctionFactory.CreateFromPrompt("Answer with the tools.", Kernels.WithTools("cloud"), "answer");

        var run = new RoutingRun();
        using (run.Begin())
        {
            Assert.Equal("specialist and house", await Kernels.CallAsync(kernel, function, stream));
        }

        var entries = _kernels.Ledger.Snapshot();
        Assert.Equal(
            [
                ("cloud", "function:answer", 0.001m), ("specialist", "function:lookup plugin:Facts", 0.0001m),
                ("house", "function:add plugin:Numbers", 0m), ("cloud", "function:answer", 0.001m),
            ],
            entries.Select(static entry => (entry.Model, string.Join(' ', entry.Attribution.Tags.Where(static tag => !tag.StartsWith("run:", StringComparison.Ordinal))), entry.Cost)));
        Assert.All(entries, entry => Assert.Contains($"run:{run.Id}", entry.Attribution.Tags));
        Assert.All(entries, static entry => Assert.Equal("assistant", entry.Attribution.Agent));
        Assert.Equal((0.0021m, 0.0021m), (run.Spent, entries.Sum(static entry => entry.Cost)));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_chat_client_of_the_kernel_that_is_asked_directly_calls_functions_too(bool stream)
    {
        _kernels.Cloud = Kernels.CallingAllTools();
        var kernel = _kernels.Build();
        Kernels.Add(kernel, "Facts", "lookup", "Which river flows through Seoul?", new() { ModelId = "auto:specialized" });
        var client = kernel.GetRequiredService<IChatClient>();
        var options = new ChatOptions { ModelId = "cloud", Tools = [.. kernel.Plugins["Facts"].Select(function => function.WithKernel(kernel))] };
        ChatMessage[] question = [new(ChatRole.User, "Answer with the tools.")];
        var response = stream
            ? await client.GetStreamingResponseAsync(question, options, Kernels.Ct).ToChatResponseAsync(Kernels.Ct)
            : await client.GetResponseAsync(question, options, Kernels.Ct);
        Assert.Equal("specialist", response.Messages[^1].Text);
        Assert.Equal(
            [("cloud", ""), ("specialist", "function:lookup plugin:Facts"), ("cloud", "")],
            _kernels.Ledger.Snapshot().Select(static entry => (entry.Model, string.Join(' ', entry.Attribution.Tags))));
    }
}
