using System.Text.Json;
using ModelRouter.Evaluation;

namespace ModelRouter.Cli;

/// <summary>A deliberation's simulation as JSON; US dollars a prompt.</summary>
internal static class DeliberationReportJson
{
    internal static void WriteMembers(Utf8JsonWriter json, EvalRequest request, RoutingDataset data, DeliberationReport report)
    {
        EvalJson.WriteHead(json, "deliberation", request, data.Broken);
        json.WriteNumber("training_rows", report.TrainingRows);
        json.WriteNumber("rows", report.Rows);
        EvalJson.WriteHeldOut(json, request.Group, report.HeldOutGroups);
        json.WriteNumber("teams", report.Teams);
        json.WriteStartArray("left_out");
        foreach (var model in report.LeftOut)
        {
            json.WriteStringValue(model);
        }

        json.WriteEndArray();
        json.WriteStartObject("best_single");
        json.WriteString("name", report.Best);
        EvalJson.Write(json, "accuracy", report.BestAccuracy);
        EvalJson.WriteDollars(json, "cost", report.BestCost);
        json.WriteEndObject();
        json.WriteStartArray("chosen");
        foreach (var chosen in report.Chosen)
        {
            json.WriteStartObject();
            json.WriteString("aim", chosen.Aim);
            json.WriteString("chosen_if_wrong", chosen.IsForWrongAgree ? "agree" : "differ");
            json.WriteStartArray("drafters");
            foreach (var drafter in chosen.Team.Drafters)
            {
                json.WriteStringValue(drafter);
            }

            json.WriteEndArray();
            json.WriteString("critic", chosen.Team.Critic);
            json.WriteString("arbiter", chosen.Team.Arbiter);
            json.WriteBoolean("skips_critic", chosen.Team.SkipsCritic);
            WriteBound(json, "wrong_agree", chosen.WrongAgree);
            WriteBound(json, "wrong_differ", chosen.WrongDiffer);
            json.WriteString("verdict", DeliberationReportTable.Verdict(chosen, report.Best));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteBound(Utf8JsonWriter json, string name, DeliberationBound bound)
    {
        json.WriteStartObject(name);
        EvalJson.Write(json, "accuracy", bound.Accuracy);
        EvalJson.Write(json, "gain", bound.Gain);
        EvalJson.WriteDollars(json, "cost", bound.Cost);
        EvalJson.Write(json, "cost_share", bound.CostShare);
        EvalJson.Write(json, "arbitrated", bound.Arbitrated);
        json.WriteBoolean("is_better", bound.IsBetter);
        json.WriteEndObject();
    }
}
