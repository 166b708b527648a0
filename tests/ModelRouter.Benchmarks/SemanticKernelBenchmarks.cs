using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using ModelRouter.SemanticKernel;

namespace ModelRouter.Benchmarks;

/// <summary>What the plugin adds to a prompt function's call beyond Semantic Kernel's own work, over a client that answers at once; the router itself is measured
/// elsewhere.</summary>
/// <remarks>The kernels differ in nothing else: both call functions above the client, and the second has the filter, the scope, the marks and the selector.</remarks>
[MemoryDiagnoser]
public class SemanticKernelBenchmarks
{
    private Kernel _plain = null!;
    private Kernel _marked = null!;
    private Kernel _inRuns = null!;
    private KernelFunction _function = null!;

    [GlobalSetup]
    public void Setup()
    {
        _plain = Build(marks: false, runs: null);
        _marked = Build(marks: true, runs: null);
        _inRuns = Build(marks: true, runs: new() { Limit = 1 });
        _function = KernelFunctionFactory.CreateFromPrompt(
            "Write a poem about {{$topic}}.", new PromptExecutionSettings { ExtensionData = new Dictionary<string, object>(StringComparer.Ordinal) { ["max_tokens"] = 100 } }, "poem");
    }

    [Benchmark(Baseline = true)]
    public Task<FunctionResult> Kernel() => _plain.InvokeAsync(_function, new() { ["topic"] = "snow" });

    [Benchmark]
    public Task<FunctionResult> WithPlugin() => _marked.InvokeAsync(_function, new() { ["topic"] = "snow" });

    [Benchmark]
    public Task<FunctionResult> WithPluginAndARunForEachCall() => _inRuns.InvokeAsync(_function, new() { ["topic"] = "snow" });

    [Benchmark]
    public Task<int> KernelStreaming() => DrainAsync(_plain);

    [Benchmark]
    public Task<int> WithPluginStreaming() => DrainAsync(_marked);

    private async Task<int> DrainAsync(Kernel kernel)
    {
        var count = 0;
        await foreach (var _ in kernel.InvokeStreamingAsync<string>(_function, new() { ["topic"] = "snow" }))
        {
            count++;
        }

        return count;
    }

    private static Kernel Build(bool marks, KernelRunOptions? runs)
    {
        var builder = Microsoft.SemanticKernel.Kernel.CreateBuilder();
        var client = builder.Services.AddChatClient(new InstantClient());
        if (marks)
        {
            client.Use(inner => new ScopeChatClient(inner, runs)).UseKernelFunctionInvocation().Use(static inner => new MarkingChatClient(inner));
            builder.Services.AddSingleton<IFunctionInvocationFilter>(new ScopeFilter(runs));
            builder.Services.AddSingleton<IAIServiceSelector, RouterServiceSelector>();
        }
        else
        {
            client.UseKernelFunctionInvocation();
        }

        return builder.Build();
    }

    private sealed class InstantClient : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "word")));

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.CompletedTask;
            for (var i = 0; i < 10; i++)
            {
                yield return new(ChatRole.Assistant, "word ");
            }
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("instant") : null;

        public void Dispose()
        {
        }
    }
}
