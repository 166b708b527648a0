using System.Globalization;

namespace NanoR1;

/// <summary>Logs whose lines begin with a step.</summary>
internal static class CsvFile
{
    /// <summary>Begins a log, or goes on with one behind step <paramref name="done"/>; later lines, which a stop had left, are dropped.</summary>
    public static void Start(string path, string header, int done)
    {
        var kept = done > 0 && File.Exists(path)
            ? File.ReadLines(path).Skip(1).Where(line => int.Parse(line.Split(',')[0], CultureInfo.InvariantCulture) <= done).ToArray()
            : [];
        File.WriteAllLines(path, [header, .. kept]);
    }
}
