using ModelRouter.LlamaCpp;
using ModelRouter.Sampling;

namespace ModelRouter.NanoR1;

/// <summary>The models that ship with the router: NanoR1, which thinks about arithmetic and the like, and its specialist for machine data.</summary>
/// <remarks>Both are one GGUF file of a few megabytes, the specialist with a LoRA adapter on it; they run on this machine, in
/// English and Korean. Each declares its <see cref="ModelProfile.Scope"/>, so a router gives them nothing else.</remarks>
public static class NanoR1Models
{
    private const string BaseFile = "nano-r1.gguf";
    private const string MachineFile = "nano-r1-machine.gguf";

    // A byte is a token; the models were trained in this window, and thoughts and answers took up to 353 of it.
    private const int Window = 512;
    private const int Output = 360;

    // No thought that was taught is longer than 331 tokens. One that is repeats itself; closed, it may still come to an answer.
    private const int Thought = 335;

    /// <summary>The reasoning model, <c>nano-r1</c> of the self-hosted tier.</summary>
    public static ModelProfile Base { get; } = new()
    {
        Id = "nano-r1",
        Tier = ModelTier.SelfHosted,

        // Power alone: a core takes about 10 W and writes about 2,000 tokens a second, which at US$0.20 per kWh is
        // US$0.00028 for a million; reading is about ten times as fast.
        Pricing = new() { InputPerMillion = 0.00003m, OutputPerMillion = 0.0003m },
        Capabilities = ModelCapabilities.Reasoning,
        ContextWindow = Window,
        MaxOutputTokens = Output,
        Scope = new NanoR1Scope(
            Competence.Base, "arithmetic, comparing, sorting, palindromes, letters of words, units, dates and word problems of one or two steps"),

        // Nothing leaves the machine.
        Clearance = DataClass.Confidential,
        Residency = "in-house",
        Provenance = "modelrouter",
        Languages = ["en", "ko"],

        // Within its scope, as measured in examples/NanoR1/README.md; beyond it is never asked.
        Quality = 0.98,
        ExpectedReasoningTokens = 120,
        TokensPerSecond = 2_000,
        FirstTokenLatency = TimeSpan.FromMilliseconds(10),
    };

    /// <summary>The specialist, <c>nano-r1-machine</c> of the specialized tier.</summary>
    public static ModelProfile Machine { get; } = Base with
    {
        Id = "nano-r1-machine",
        Tier = ModelTier.Specialized,
        Scope = new NanoR1Scope(
            Competence.Machine,
            "diagnosing a machine by air and process temperature, rotational speed, torque, tool wear and product quality"),
    };

    /// <summary>Both models as endpoints that own their clients. Headers of the files are read now, weights at the first call.</summary>
    /// <param name="configure">Changes how the engine runs them: threads, concurrency, GPU, files of your own.</param>
    /// <exception cref="FileNotFoundException">A model's file is missing.</exception>
    /// <exception cref="InvalidModelFileException">A file is damaged.</exception>
    public static IReadOnlyList<ModelEndpoint> CreateEndpoints(Func<LlamaModelOptions, LlamaModelOptions>? configure = null)
    {
        ModelEndpoint[] made = [];
        try
        {
            made = [new(Base, CreateClient(isMachine: false, configure), ownsClient: true)];
            return [.. made, new(Machine, CreateClient(isMachine: true, configure), ownsClient: true)];
        }
        catch
        {
            // Nobody else knows of the client that was already made.
            _ = Each.End(made, static endpoint => endpoint.Dispose());
            throw;
        }
    }

    internal static LastQuestionChatClient CreateClient(bool isMachine, Func<LlamaModelOptions, LlamaModelOptions>? configure)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "nano-r1");
        var options = Run(Path.Combine(folder, BaseFile), isMachine ? Path.Combine(folder, MachineFile) : null);
        options = configure?.Invoke(options) ?? options;
        var info = LlamaModelInfo.From(GgufReader.Read(options.ModelPath));
        if (options.LoraPath is { } adapter)
        {
            AdapterCheck.Run(GgufReader.Read(adapter), info.Architecture);
        }

        return new(new LlamaChatClient(options));
    }

    /// <summary>How the engine runs a model of this kind.</summary>
    internal static LlamaModelOptions Run(string model, string? adapter) => new()
    {
        ModelPath = model,
        LoraPath = adapter,
        ContextSize = Window,
        MaxOutputTokens = Output,
        ThinkBudget = Thought,
        Sampling = SamplingParameters.Greedy,
    };
}
