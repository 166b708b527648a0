using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace ModelRouter.SemanticKernel;

/// <summary>What a prompt wishes of the router, typed.</summary>
/// <remarks>A prompt's <c>config.json</c> says the same by name: <c>model_id</c> (a model's id, <c>auto</c>, <c>auto:cloud</c>…), <c>modelrouter.task</c>,
/// <c>modelrouter.max_cost</c>, <c>modelrouter.data_class</c>, <c>modelrouter.tags</c> and so on, beside <c>temperature</c>, <c>max_tokens</c> and what else
/// Semantic Kernel knows. What the router doesn't know is an <see cref="ArgumentException"/> of the call.</remarks>
public sealed class ModelRouterExecutionSettings : PromptExecutionSettings
{
    private ModelTier? _tier;
    private PromptTask? _task;
    private decimal? _maxCost;
    private DataClass? _dataClass;
    private string? _tenant;
    private string? _user;
    private string? _agent;
    private IReadOnlyList<string>? _tags;
    private string? _conversation;
    private int? _maxTokens;
    private double? _temperature;
    private int? _thinkTokens;

    /// <summary>The only tier that may answer; any if <see langword="null"/>. Not together with <see cref="PromptExecutionSettings.ModelId"/>.</summary>
    [JsonIgnore]
    public ModelTier? Tier { get => _tier; set => Set(ref _tier, value); }

    /// <summary>What the prompt asks for, where you know better than the analysis.</summary>
    [JsonIgnore]
    public PromptTask? Task { get => _task; set => Set(ref _task, value); }

    /// <summary>US dollars, ≥ 0: models whose answer is expected to cost more may not serve.</summary>
    [JsonIgnore]
    public decimal? MaxCost { get => _maxCost; set => Set(ref _maxCost, value); }

    /// <summary>The class of the data in the prompt; what the analysis finds can only be added to it.</summary>
    [JsonIgnore]
    public DataClass? DataClass { get => _dataClass; set => Set(ref _dataClass, value); }

    /// <summary>On whose account: the tenant.</summary>
    [JsonIgnore]
    public string? Tenant { get => _tenant; set => Set(ref _tenant, value); }

    /// <summary>On whose account: the user.</summary>
    [JsonIgnore]
    public string? User { get => _user; set => Set(ref _user, value); }

    /// <summary>The agent; before the one that the kernel names.</summary>
    [JsonIgnore]
    public string? Agent { get => _agent; set => Set(ref _agent, value); }

    /// <summary>Further labels for policy, budgets and the ledger, at most 20.</summary>
    [JsonIgnore]
    public IReadOnlyList<string>? Tags { get => _tags; set => Set(ref _tags, value); }

    /// <summary>The conversation, which stays with its model where the router's conversations stay.</summary>
    [JsonIgnore]
    public string? Conversation { get => _conversation; set => Set(ref _conversation, value); }

    /// <summary>Tokens that the answer may take, thought included; &gt; 0.</summary>
    [JsonIgnore]
    public int? MaxTokens { get => _maxTokens; set => Set(ref _maxTokens, value); }

    /// <summary>From 0, the likeliest words, to 2.</summary>
    [JsonIgnore]
    public double? Temperature { get => _temperature; set => Set(ref _temperature, value); }

    /// <summary>Tokens that self-hosted models may think; &gt; 0.</summary>
    [JsonIgnore]
    public int? ThinkTokens { get => _thinkTokens; set => Set(ref _thinkTokens, value); }

    /// <inheritdoc/>
    public override PromptExecutionSettings Clone() => new ModelRouterExecutionSettings
    {
        ModelId = ModelId,
        ServiceId = ServiceId,
        FunctionChoiceBehavior = FunctionChoiceBehavior,
        ExtensionData = ExtensionData is null ? null : new Dictionary<string, object>(ExtensionData, StringComparer.Ordinal),
        Tier = Tier,
        Task = Task,
        MaxCost = MaxCost,
        DataClass = DataClass,
        Tenant = Tenant,
        User = User,
        Agent = Agent,
        Tags = Tags,
        Conversation = Conversation,
        MaxTokens = MaxTokens,
        Temperature = Temperature,
        ThinkTokens = ThinkTokens,
    };

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Both a tier and a model are named.</exception>
    protected override void PrepareChatOptionsForRequest(ChatOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (Tier is { } tier)
        {
            options.ModelId = options.ModelId is null
                ? ModelSelection.Of(tier).Name
                : throw new InvalidOperationException($"The settings name the tier {tier} and the model '{options.ModelId}'; name one of them.");
        }

        options.MaxOutputTokens = MaxTokens ?? options.MaxOutputTokens;
        options.Temperature = (float?)Temperature ?? options.Temperature;
        Add(options, DeclaredTask.Key, Task);
        Add(options, DeclaredMaxCost.Key, MaxCost);
        Add(options, DeclaredDataClass.Key, DataClass);
        Add(options, DeclaredAttribution.Tenant, Tenant);
        Add(options, DeclaredAttribution.User, User);
        Add(options, DeclaredAttribution.Agent, Agent);
        Add(options, DeclaredAttribution.Tags, Tags);
        Add(options, ConversationKey.Property, Conversation);
        Add(options, PolicyThinking.BudgetKey, ThinkTokens);
    }

    private static void Add(ChatOptions options, string key, object? value)
    {
        if (value is not null)
        {
            (options.AdditionalProperties ??= [])[key] = value;
        }
    }

    private void Set<T>(ref T field, T value)
    {
        ThrowIfFrozen();
        field = value;
    }
}
