using System.Collections.Frozen;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>The dialects that are known, one record each.</summary>
internal static class OpenAIDialects
{
    private static readonly FrozenDictionary<ReasoningEffort, string> PlainEfforts = Efforts(
        """{"reasoning_effort":"none"}""",
        """{"reasoning_effort":"low"}""",
        """{"reasoning_effort":"medium"}""",
        """{"reasoning_effort":"high"}""",
        """{"reasoning_effort":"xhigh"}""");

    // Templates of Qwen and DeepSeek look for one name each; a template ignores what it doesn't know.
    private static readonly FrozenDictionary<ReasoningEffort, string> TemplateEfforts = Efforts(
        """{"chat_template_kwargs":{"enable_thinking":false,"thinking":false}}""",
        """{"chat_template_kwargs":{"enable_thinking":true,"thinking":true,"reasoning_effort":"low"}}""",
        """{"chat_template_kwargs":{"enable_thinking":true,"thinking":true,"reasoning_effort":"medium"}}""",
        """{"chat_template_kwargs":{"enable_thinking":true,"thinking":true,"reasoning_effort":"high"}}""",
        """{"chat_template_kwargs":{"enable_thinking":true,"thinking":true,"reasoning_effort":"high"}}""");

    private static readonly FrozenDictionary<ReasoningEffort, string> SwitchedEfforts = Efforts(
        """{"enable_thinking":false}""",
        """{"enable_thinking":true}""",
        """{"enable_thinking":true}""",
        """{"enable_thinking":true}""",
        """{"enable_thinking":true}""");

    // OpenAI answers 400 to longer ones.
    private static readonly HistoryDialect ShortIds = new() { ToolCallIds = new() { MaxLength = 40, Punctuation = "_-" } };

    /// <summary>A service of which nothing is known: it is sent nothing that a strict one would refuse.</summary>
    public static OpenAIDialect Generic { get; } = new("generic") { ProviderName = "openai", HasThinkTags = true, Efforts = PlainEfforts };

    /// <summary>OpenAI itself.</summary>
    public static OpenAIDialect OpenAI { get; } = new("openai")
    {
        Hosts = ["api.openai.com", ".api.openai.com"],
        Endpoint = "https://api.openai.com/v1",
        KeyVariable = "OPENAI_API_KEY",
        Efforts = PlainEfforts,
        MaxTokensName = "max_completion_tokens",
        DeveloperRole = "developer",
        HasAuthors = true,
        History = ShortIds,
    };

    /// <summary>All dialects.</summary>
    public static OpenAIDialect[] All { get; } =
    [
        Generic,
        OpenAI,
        new("azure")
        {
            ProviderName = "azure.ai.openai",
            Hosts = [".openai.azure.com", ".services.ai.azure.com", ".cognitiveservices.azure.com"],
            KeyVariable = "AZURE_OPENAI_API_KEY",
            TakesCredential = true,
            HasThinkTags = true,
            Efforts = PlainEfforts,
            MaxTokensName = "max_completion_tokens",
            DeveloperRole = "developer",
            HasAuthors = true,
            History = ShortIds,
        },
        new("deepseek")
        {
            Hosts = ["api.deepseek.com"],
            Endpoint = "https://api.deepseek.com",
            KeyVariable = "DEEPSEEK_API_KEY",
            Echo = OpenAIReasoningEcho.RequiredInToolTurns,
            Efforts = Efforts(
                """{"thinking":{"type":"disabled"}}""",
                """{"thinking":{"type":"enabled"},"reasoning_effort":"low"}""",
                """{"thinking":{"type":"enabled"},"reasoning_effort":"medium"}""",
                """{"thinking":{"type":"enabled"},"reasoning_effort":"high"}""",
                """{"thinking":{"type":"enabled"},"reasoning_effort":"max"}"""),
            HasJsonSchema = false,
            History = new() { Reasoning = ReasoningEcho.Required },
        },
        new("gemini")
        {
            ProviderName = "gcp.gemini",
            Hosts = ["generativelanguage.googleapis.com"],
            Endpoint = "https://generativelanguage.googleapis.com/v1beta/openai",
            KeyVariable = "GEMINI_API_KEY",
            Efforts = Efforts(
                """{"reasoning_effort":"none"}""",
                """{"reasoning_effort":"low"}""",
                """{"reasoning_effort":"medium"}""",
                """{"reasoning_effort":"high"}""",
                """{"reasoning_effort":"high"}"""),
            SignsToolCalls = true,

            // It has not signed them.
            History = new() { ForeignToolCalls = ForeignToolCalls.Text },
        },
        new("mistral")
        {
            ProviderName = "mistral_ai",
            Hosts = ["api.mistral.ai", "codestral.mistral.ai"],
            Endpoint = "https://api.mistral.ai/v1",
            KeyVariable = "MISTRAL_API_KEY",
            Efforts = Efforts(
                """{"reasoning_effort":"none"}""",
                """{"reasoning_effort":"high"}""",
                """{"reasoning_effort":"high"}""",
                """{"reasoning_effort":"high"}""",
                """{"reasoning_effort":"high"}"""),
            SeedName = "random_seed",
            AsksForUsage = false,
            ToolCallIdLength = 9,

            // A user's turn right behind a tool's result is an error there.
            TakesUserBehindResult = false,
            History = new() { ToolCallIds = ToolCallIdFormat.Mistral, EmptyTurns = EmptyTurns.Filled },
        },
        new("ernie")
        {
            Hosts = ["qianfan.baidubce.com"],
            Endpoint = "https://qianfan.baidubce.com/v2",
            KeyVariable = "QIANFAN_API_KEY",
            Efforts = SwitchedEfforts,
        },
        new("qwen")
        {
            Hosts = ["dashscope.aliyuncs.com", "dashscope-intl.aliyuncs.com", "dashscope-us.aliyuncs.com"],
            Endpoint = "https://dashscope.aliyuncs.com/compatible-mode/v1",
            KeyVariable = "DASHSCOPE_API_KEY",
            Efforts = SwitchedEfforts,
            HasTopK = true,
        },
        new("openrouter")
        {
            Hosts = ["openrouter.ai"],
            Endpoint = "https://openrouter.ai/api/v1",
            KeyVariable = "OPENROUTER_API_KEY",
            ThoughtNames = ["reasoning", "reasoning_content"],
            Echo = OpenAIReasoningEcho.InToolTurns,
            EchoName = "reasoning",
            Efforts = Efforts(
                """{"reasoning":{"effort":"none"}}""",
                """{"reasoning":{"effort":"low"}}""",
                """{"reasoning":{"effort":"medium"}}""",
                """{"reasoning":{"effort":"high"}}""",
                """{"reasoning":{"effort":"xhigh"}}"""),
            HasTopK = true,
        },
        new("vllm")
        {
            ThoughtNames = ["reasoning", "reasoning_content"],
            HasThinkTags = true,
            Echo = OpenAIReasoningEcho.InToolTurns,
            Efforts = TemplateEfforts,
            HasTopK = true,
        },
        new("sglang") { HasThinkTags = true, Echo = OpenAIReasoningEcho.InToolTurns, Efforts = TemplateEfforts, HasTopK = true },
        new("llama-server") { HasThinkTags = true, Echo = OpenAIReasoningEcho.InToolTurns, Efforts = TemplateEfforts, HasTopK = true },
    ];

    /// <summary>The dialect of a name, compared without case.</summary>
    public static OpenAIDialect? Find(string name) => Array.Find(All, dialect => dialect.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The dialect that is spoken at a host; the generic one if none is known to be.</summary>
    public static OpenAIDialect At(string host) => Array.Find(All, dialect => dialect.LivesAt(host)) ?? Generic;

    private static FrozenDictionary<ReasoningEffort, string> Efforts(string none, string low, string medium, string high, string extraHigh) =>
        new Dictionary<ReasoningEffort, string>
        {
            [ReasoningEffort.None] = none,
            [ReasoningEffort.Low] = low,
            [ReasoningEffort.Medium] = medium,
            [ReasoningEffort.High] = high,
            [ReasoningEffort.ExtraHigh] = extraHigh,
        }.ToFrozenDictionary();
}
