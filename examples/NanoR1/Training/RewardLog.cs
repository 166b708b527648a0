using System.Globalization;

namespace NanoR1;

/// <summary>Appends the curve of a training with rewards to a CSV file, and to the output where it is no terminal.</summary>
internal sealed class RewardLog
{
    private readonly string _path;

    /// <summary>Goes on behind step <paramref name="done"/>; lines of later steps, which a stop had left, are dropped.</summary>
    public RewardLog(string path, int done)
    {
        _path = path;
        CsvFile.Start(path, "step,reward,right,mixed,kl", done);
    }

    public void Add(GroupPolicyReport report)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{report.Step},{report.Reward:F4},{report.Right:F4},{report.Mixed:F4},{report.Kl:F6}");
        File.AppendAllText(_path, line + "\n");
        if (Console.IsOutputRedirected)
        {
            Console.WriteLine(line);
        }
    }
}
