namespace ModelRouter;

/// <summary>Names and descriptions of the functions, as models read them; the same wherever they are offered.</summary>
internal static class FunctionTexts
{
    internal const string ListModels = "list_models";
    internal const string ListModelsText = "Lists the language models that can be asked: id, tier, capabilities, context window, data clearance, quality, prices in US dollars per million tokens.";
    internal const string ExplainRoute = "explain_route";
    internal const string ExplainRouteText = "Explains which model would answer a prompt and why, what each is expected to cost, and which rule excludes the others. Asks no model and costs nothing; budgets and limits are not looked at.";
    internal const string Ask = "ask";
    internal const string AskText = "Asks a language model one self-contained question and returns its answer, tokens and cost. By default the model that is worth most for it.";
    internal const string Compare = "compare";
    internal const string CompareText = "Asks 2 to 8 language models the same question at once and returns all answers with their costs, to compare them.";
    internal const string DeepThink = "deep_think";
    internal const string DeepThinkText = "Asks a reasoning model that thinks before it answers, with a budget of thought, for a hard question. Returns answer, thought and cost.";
    internal const string EstimateCost = "estimate_cost";
    internal const string EstimateCostText = "Estimates tokens, cost in US dollars, time and chance of success of a prompt at each model that may serve it. Asks no model and costs nothing.";
    internal const string BudgetLeft = "budget_left";
    internal const string BudgetLeftText = "Tells what the current run and each budget have left.";
    internal const string SpendReport = "spend_report";
    internal const string SpendReportText = "Reports what was spent: calls, tokens, failures and cost in US dollars by group.";

    internal const string Prompt = "The question, complete in itself: the model sees nothing else.";
    internal const string Model = "A model's id, or auto, auto:self-hosted, auto:specialized, auto:cloud. Default auto.";
    internal const string Models = "Ids or tiers as in ask, separated by commas. By default the two that are expected to be worth most.";
    internal const string MaxCost = "US dollars that the answer may be expected to cost. No limit by default.";
    internal const string MaxCostOfAll = "US dollars that all answers together may be expected to cost, in equal parts. No limit by default.";
    internal const string ThinkTokens = "Tokens that the model may think.";
    internal const string Tier = "self-hosted, specialized or cloud. All by default.";
    internal const string By = "model, tier, task, tenant, user, agent, tag, selection, check or day. Default model.";
    internal const string Days = "Only the last so many days. All by default.";
}
