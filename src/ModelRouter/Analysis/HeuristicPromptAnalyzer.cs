using System.Runtime.InteropServices;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Understands prompts by their words, scripts and shape; one pass over the text, no I/O.</summary>
/// <remarks>
/// Task, domain, language and difficulty are judged on the person's last request, without tool results and without what a
/// harness wrote around it; sizes, capabilities, data class and suspicion of injection on the whole conversation. The data class is the highest
/// found, or the one that the caller declares as <c>modelrouter.data_class</c> in <see cref="ChatOptions.AdditionalProperties"/>.
/// English and Korean are read best; of other languages mainly which they are. Stateless, so safe for concurrent use.
/// </remarks>
public sealed class HeuristicPromptAnalyzer : IPromptAnalyzer
{
    // What vendors bill for an image lies between 85 and 1,600 tokens.
    internal const int TokensPerImage = 800;

    // Vendors bill 10 to 32 tokens for a second of audio; this is about half a minute.
    private const int TokensPerRecording = 800;
    private const int TokensPerMessage = 4;
    private const int TokensPerTool = 20;

    private readonly TaskClassifier? _classifier;
    private readonly bool _makesVectors = true;

    /// <summary>Judges by cues alone.</summary>
    public HeuristicPromptAnalyzer()
    {
    }

    /// <summary>Judges task, domain and difficulty of English and Korean requests by learned weights.</summary>
    internal HeuristicPromptAnalyzer(TaskClassifier classifier, bool makesVectors) => (_classifier, _makesVectors) = (classifier, makesVectors);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The declared data class is none.</exception>
    public PromptProfile Analyze(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        ArgumentNullException.ThrowIfNull(messages);

        var declared = DeclaredDataClass.Read(options);
        ConversationSize size = default;
        size.Add(options?.Instructions, TextOrigin.System);
        size.AddBeside(options);
        for (var i = 0; i < messages.Count; i++)
        {
            size.Add(messages[i]);
        }

        var hasTools = options is { Tools.Count: > 0 } && options.ToolMode is not NoneChatToolMode;
        var input = TokenEstimator.Tokens(size.Units) + (TokensPerMessage * messages.Count) + (TokensPerImage * (long)size.Images)
            + (TokensPerRecording * (long)size.Recordings)
            + (hasTools ? ToolTokens(options!.Tools!) : 0);

        int? limit = options?.MaxOutputTokens is > 0 and var most ? most : null;
        var request = PlainRequest.Of(PersonRequest.Of(messages));
        var reading = RequestReading.Of(CueTables.All, request);
        var requestTokens = TokenEstimator.Tokens(TokenEstimator.Units(request));
        var language = RequestLanguage.Of(reading);
        var learned = language is "en" or "ko" or LanguageJudge.Unknown && reading.Whole.LetterCount > 0
            ? _classifier?.Judge(request, reading.Whole) : null;
        var task = learned?.Task ?? TaskJudge.Task(reading.Whole);
        var domain = learned?.Domain ?? TaskJudge.Domain(task, reading.Whole);
        if (hasTools && (options!.ToolMode is RequiredChatToolMode || task is PromptTask.Chat or PromptTask.Knowledge))
        {
            // Offered tools are for looking things up and doing them; other tasks are the model's own work.
            task = PromptTask.ToolUse;
        }

        return new()
        {
            Task = task,
            Vector = _makesVectors ? PromptEncoder.Default.Encode(request) : null,
            Domain = domain,
            Language = language,
            Difficulty = learned?.Difficulty ?? TaskJudge.Difficulty(task, domain, reading.Whole, requestTokens),
            DataClass = SensitiveText.ClassOf(size.Sensitive) is var found && found > declared ? found : declared,
            SensitiveData = size.Sensitive,
            InjectionSuspicion = size.Injection.Suspicion,
            InjectionSignals = size.Injection.Signals,
            Modalities = size.Modalities,
            InputTokens = (int)Math.Min(input, int.MaxValue / 2),
            ExpectedOutputTokens = Math.Min(TaskJudge.ExpectedOutput(task, requestTokens), limit ?? int.MaxValue),
            OutputLimit = limit,
            ExpectsThinking = options?.Reasoning?.Effort != ReasoningEffort.None,
            RequiredCapabilities = (hasTools ? ModelCapabilities.Tools : ModelCapabilities.None)
                | (size.Images > 0 ? ModelCapabilities.Vision : ModelCapabilities.None)
                | (size.Recordings > 0 ? ModelCapabilities.Audio : ModelCapabilities.None)
                | (options?.ResponseFormat is ChatResponseFormatJson { Schema: not null } ? ModelCapabilities.JsonSchema : ModelCapabilities.None),
        };
    }

    private static long ToolTokens(IList<AITool> tools)
    {
        var units = 0L;
        for (var i = 0; i < tools.Count; i++)
        {
            units += TokenEstimator.Units(tools[i].Name) + TokenEstimator.Units(tools[i].Description);
            if (tools[i] is AIFunctionDeclaration function)
            {
                units += (long)JsonMarshal.GetRawUtf8Value(function.JsonSchema).Length * TokenEstimator.AsciiUnits;
            }
        }

        return TokenEstimator.Tokens(units) + (TokensPerTool * tools.Count);
    }
}
