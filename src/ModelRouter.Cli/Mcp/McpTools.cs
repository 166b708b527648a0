using System.ComponentModel;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace ModelRouter.Cli;

/// <summary>The router's functions as tools of an MCP server.</summary>
internal sealed class McpTools(AgentFunctions functions)
{
    /// <summary>All tools; those that ask no model are marked as reading only.</summary>
    internal IEnumerable<McpServerTool> All() =>
    [
        Tool(ListModels, FunctionTexts.ListModels, FunctionTexts.ListModelsText, asksModels: false),
        Tool(ExplainRoute, FunctionTexts.ExplainRoute, FunctionTexts.ExplainRouteText, asksModels: false),
        Tool(AskAsync, FunctionTexts.Ask, FunctionTexts.AskText, asksModels: true),
        Tool(CompareAsync, FunctionTexts.Compare, FunctionTexts.CompareText, asksModels: true),
        Tool(DeepThinkAsync, FunctionTexts.DeepThink, FunctionTexts.DeepThinkText, asksModels: true),
        Tool(EstimateCost, FunctionTexts.EstimateCost, FunctionTexts.EstimateCostText, asksModels: false),
        Tool(BudgetLeftAsync, FunctionTexts.BudgetLeft, FunctionTexts.BudgetLeftText, asksModels: false),
        Tool(SpendReportAsync, FunctionTexts.SpendReport, FunctionTexts.SpendReportText, asksModels: false),
    ];

    private CallToolResult ListModels([Description(FunctionTexts.Tier)] string? tier = null) => Result(functions.ListModels(tier));

    private CallToolResult ExplainRoute([Description(FunctionTexts.Prompt)] string prompt, [Description(FunctionTexts.Model)] string? model = null) =>
        Result(functions.ExplainRoute(prompt, model));

    private async Task<CallToolResult> AskAsync(
        [Description(FunctionTexts.Prompt)] string prompt,
        [Description(FunctionTexts.Model)] string? model = null,
        [Description(FunctionTexts.MaxCost)] double? maxCost = null,
        CancellationToken cancellationToken = default) =>
        Result(await functions.AskAsync(prompt, model, maxCost, cancellationToken).ConfigureAwait(false));

    private async Task<CallToolResult> CompareAsync(
        [Description(FunctionTexts.Prompt)] string prompt,
        [Description(FunctionTexts.Models)] string? models = null,
        [Description(FunctionTexts.MaxCostOfAll)] double? maxCost = null,
        CancellationToken cancellationToken = default) =>
        Result(await functions.CompareAsync(prompt, models, maxCost, cancellationToken).ConfigureAwait(false));

    private async Task<CallToolResult> DeepThinkAsync(
        [Description(FunctionTexts.Prompt)] string prompt,
        [Description(FunctionTexts.ThinkTokens)] int thinkTokens = 4_096,
        [Description(FunctionTexts.MaxCost)] double? maxCost = null,
        CancellationToken cancellationToken = default) =>
        Result(await functions.DeepThinkAsync(prompt, thinkTokens, maxCost, cancellationToken).ConfigureAwait(false));

    private CallToolResult EstimateCost([Description(FunctionTexts.Prompt)] string prompt, [Description(FunctionTexts.Model)] string? model = null) =>
        Result(functions.EstimateCost(prompt, model));

    private async Task<CallToolResult> BudgetLeftAsync(CancellationToken cancellationToken = default) =>
        Result(await functions.BudgetLeftAsync(cancellationToken).ConfigureAwait(false));

    private async Task<CallToolResult> SpendReportAsync(
        [Description(FunctionTexts.By)] string? by = null, [Description(FunctionTexts.Days)] int? days = null, CancellationToken cancellationToken = default) =>
        Result(await functions.SpendReportAsync(by, days, cancellationToken).ConfigureAwait(false));

    private static CheckedTool Tool(Delegate function, string name, string description, bool asksModels) =>
        new CheckedTool(McpServerTool.Create(function, new() { Name = name, Description = description, ReadOnly = !asksModels, Destructive = false, OpenWorld = asksModels }));

    private static CallToolResult Result(FunctionReply reply) => new() { Content = [new TextContentBlock { Text = reply.Json }], IsError = reply.IsError };
}
