using ModelRouter.Examples.CostPolicyWalkthrough;

// begin-readme
Trial[] trials = [await Trial.RunAsync("all-cloud"), await Trial.RunAsync("cost-first"), await Trial.RunAsync("quality-first")];
foreach (var trial in trials.Where(static trial => trial.Cost != trial.LedgerTotal))
{
    throw new InvalidOperationException($"{trial.Policy}: receipts say US${trial.Cost}, the ledger US${trial.LedgerTotal}.");
}

// end-readme
Console.WriteLine($"{"",-50}{string.Concat(trials.Select(static trial => $" {trial.Policy,-16}"))}");
for (var i = 0; i < Question.Mix.Count; i++)
{
    Console.WriteLine($"{Cell(Question.Mix[i].Text)}{string.Concat(trials.Select(trial => $" {Route(trial.Outcomes[i]),-16}"))}");
}

Console.WriteLine();
Console.WriteLine($"{"",-24}{string.Concat(trials.Select(static trial => $" {trial.Policy,16}"))}");
Row("simulated, US$", static trial => $"{trial.Forecast:0.00000000}");
Row("really run, US$", static trial => $"{trial.Cost:0.00000000}");
Row("of all-cloud's cost", trial => $"{trial.Cost / trials[0].Cost:P1}");
Row("expected right", static trial => $"{trial.Chance:P1}");
Row("to the cloud", static trial => $"{trial.Outcomes.Count(static outcome => outcome.Receipt.Tier == ModelRouter.ModelTier.Cloud)} of {trial.Outcomes.Count}");
Console.WriteLine("* not the first choice: the budget had no room for it.");
Console.WriteLine($"The ledgers say the same, to the last digit: {string.Join(", ", trials.Select(static trial => $"US${trial.LedgerTotal}"))}.");

Console.WriteLine();
Console.WriteLine($"Why {trials[1].Policy} sends \"{Question.Mix[1].Text}\" where it does:");
Console.WriteLine(trials[1].Outcomes[1].Decision.Explain());

// Hangul takes two columns of a terminal.
string Cell(string text) => (text = text.Length <= 48 ? text : text[..45] + "...").PadRight(50 - text.Count(static letter => letter is >= '가' and <= '힣'));

string Route(Outcome outcome) => outcome.Receipt.Model + (outcome.Receipt.Model == outcome.Decision.Ranking[0].Model ? "" : " *");

void Row(string name, Func<Trial, string> value) => Console.WriteLine($"{name,-24}{string.Concat(trials.Select(trial => $" {value(trial),16}"))}");
