using System.ComponentModel;
using Microsoft.SemanticKernel;

namespace ModelRouter.SemanticKernel;

/// <summary>The router as functions that an agent can call: what models there are, what they cost, and to ask them.</summary>
/// <remarks>
/// <para><c>kernel.AddModelRouterPlugin()</c>, or <c>builder.Plugins.AddFromType&lt;ModelRouterPlugin&gt;("ModelRouter")</c>. Each function returns a JSON object
/// for a model to read; a failure that it can react to (a model that doesn't exist, a budget that is exhausted) has the one member <c>error</c>. Code asks
/// <see cref="RouterFunctions"/> instead, which has types and exceptions.</para>
/// <para>What is asked and decided here is held to the same policy and budgets as any request, and to the data class, tenant and user of the function's caller;
/// of budgets and spending a caller whose tenant or user is known is told his own. Safe for concurrent use.</para>
/// </remarks>
public sealed class ModelRouterPlugin
{
    private readonly AgentFunctions _functions;

    /// <summary>The functions of a router; a container gives both.</summary>
    public ModelRouterPlugin(RouterFunctions functions, ModelRouterChatClient router)
    {
        ArgumentNullException.ThrowIfNull(functions);
        ArgumentNullException.ThrowIfNull(router);
        _functions = AgentFunctions.Of(functions, router, mark: static options => KernelScope.Current?.Mark(options) ?? options);
    }

    /// <summary>The models.</summary>
    [KernelFunction(FunctionTexts.ListModels), Description(FunctionTexts.ListModelsText)]
    public string ListModels([Description(FunctionTexts.Tier)] string? tier = null) => _functions.ListModels(tier).Json;

    /// <summary>Why a model would answer.</summary>
    [KernelFunction(FunctionTexts.ExplainRoute), Description(FunctionTexts.ExplainRouteText)]
    public string ExplainRoute([Description(FunctionTexts.Prompt)] string prompt, [Description(FunctionTexts.Model)] string? model = null) =>
        _functions.ExplainRoute(prompt, model).Json;

    /// <summary>One model's answer.</summary>
    [KernelFunction(FunctionTexts.Ask), Description(FunctionTexts.AskText)]
    public async Task<string> AskAsync(
        [Description(FunctionTexts.Prompt)] string prompt,
        [Description(FunctionTexts.Model)] string? model = null,
        [Description(FunctionTexts.MaxCost)] double? maxCost = null,
        CancellationToken cancellationToken = default) =>
        (await _functions.AskAsync(prompt, model, maxCost, cancellationToken).ConfigureAwait(false)).Json;

    /// <summary>Several models' answers.</summary>
    [KernelFunction(FunctionTexts.Compare), Description(FunctionTexts.CompareText)]
    public async Task<string> CompareAsync(
        [Description(FunctionTexts.Prompt)] string prompt,
        [Description(FunctionTexts.Models)] string? models = null,
        [Description(FunctionTexts.MaxCostOfAll)] double? maxCost = null,
        CancellationToken cancellationToken = default) =>
        (await _functions.CompareAsync(prompt, models, maxCost, cancellationToken).ConfigureAwait(false)).Json;

    /// <summary>A thinking model's answer.</summary>
    [KernelFunction(FunctionTexts.DeepThink), Description(FunctionTexts.DeepThinkText)]
    public async Task<string> DeepThinkAsync(
        [Description(FunctionTexts.Prompt)] string prompt,
        [Description(FunctionTexts.ThinkTokens)] int thinkTokens = 4_096,
        [Description(FunctionTexts.MaxCost)] double? maxCost = null,
        CancellationToken cancellationToken = default) =>
        (await _functions.DeepThinkAsync(prompt, thinkTokens, maxCost, cancellationToken).ConfigureAwait(false)).Json;

    /// <summary>What a prompt would cost.</summary>
    [KernelFunction(FunctionTexts.EstimateCost), Description(FunctionTexts.EstimateCostText)]
    public string EstimateCost([Description(FunctionTexts.Prompt)] string prompt, [Description(FunctionTexts.Model)] string? model = null) =>
        _functions.EstimateCost(prompt, model).Json;

    /// <summary>What may still be spent.</summary>
    [KernelFunction(FunctionTexts.BudgetLeft), Description(FunctionTexts.BudgetLeftText)]
    public async Task<string> BudgetLeftAsync(CancellationToken cancellationToken = default) =>
        (await _functions.BudgetLeftAsync(cancellationToken).ConfigureAwait(false)).Json;

    /// <summary>What was spent.</summary>
    [KernelFunction(FunctionTexts.SpendReport), Description(FunctionTexts.SpendReportText)]
    public async Task<string> SpendReportAsync(
        [Description(FunctionTexts.By)] string? by = null, [Description(FunctionTexts.Days)] int? days = null, CancellationToken cancellationToken = default) =>
        (await _functions.SpendReportAsync(by, days, cancellationToken).ConfigureAwait(false)).Json;
}
