using System.Globalization;

namespace NanoR1;

/// <summary>Appends a training's curve to two CSV files: the loss every few steps, the accuracy of each check.</summary>
internal sealed class TrainingLog
{
    private const int Interval = 10;

    private readonly string _path;
    private readonly string _accuracyPath;
    private double _sum;
    private int _count;

    /// <summary>Goes on behind step <paramref name="done"/>; lines of later steps, which a stop had left, are dropped.</summary>
    public TrainingLog(string path, string accuracyPath, int done)
    {
        (_path, _accuracyPath) = (path, accuracyPath);
        CsvFile.Start(path, "step,tokens,loss,rate,gradient_norm", done);
        CsvFile.Start(accuracyPath, "step,family,accuracy", done);
        if (done > 0 && File.ReadLines(path).Skip(1).LastOrDefault() is { } last)
        {
            Tokens = long.Parse(last.Split(',')[1], CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Tokens read so far.</summary>
    public long Tokens { get; private set; }

    /// <summary>Mean loss of the last logged steps.</summary>
    public double RecentLoss { get; private set; }

    public void Add(StepReport report)
    {
        Tokens += report.Tokens;
        _sum += report.Loss;
        _count++;
        if (report.Step % Interval == 0)
        {
            RecentLoss = _sum / _count;
            (_sum, _count) = (0, 0);
            File.AppendAllText(_path, string.Create(
                CultureInfo.InvariantCulture, $"{report.Step},{Tokens},{RecentLoss:G6},{report.Rate:G4},{report.GradientNorm:G4}\n"));
        }
    }

    public void Add(int step, IReadOnlyList<(string Family, double Accuracy)> accuracies) =>
        File.AppendAllLines(_accuracyPath, accuracies.Select(accuracy => string.Create(
            CultureInfo.InvariantCulture, $"{step},{accuracy.Family},{accuracy.Accuracy:G4}")));
}
