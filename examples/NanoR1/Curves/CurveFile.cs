using System.Globalization;

namespace NanoR1;

/// <summary>Reads the CSV files that a training writes; columns are found by their titles, further ones are left alone.</summary>
/// <remarks>A training that was stopped and goes on writes some steps again; what comes later in the file is what counts.</remarks>
internal static class CurveFile
{
    /// <summary>The points of a log with the columns <c>step</c> and <c>loss</c>, by step.</summary>
    /// <exception cref="FormatException">A column is missing, a value is no number, or there is no line.</exception>
    public static IReadOnlyList<LossPoint> ReadLoss(string path) =>
    [
        .. Read(path, ["step", "loss"], cells => new LossPoint(Number(cells[0]), Number(cells[1])))
            .GroupBy(point => point.Step).Select(again => again.Last()).OrderBy(point => point.Step),
    ];

    /// <summary>The points of a file with the columns <c>step</c>, <c>family</c> and <c>accuracy</c>, by step.</summary>
    /// <exception cref="FormatException">A column is missing, a value is no number, or there is no line.</exception>
    public static IReadOnlyList<AccuracyPoint> ReadAccuracy(string path) =>
    [
        .. Read(path, ["step", "family", "accuracy"], cells => new AccuracyPoint(Number(cells[0]), cells[1], Number(cells[2])))
            .GroupBy(point => (point.Step, point.Family)).Select(again => again.Last()).OrderBy(point => point.Step),
    ];

    private static List<T> Read<T>(string path, string[] columns, Func<string[], T> make)
    {
        var lines = File.ReadAllLines(path);
        var titles = lines.Length == 0 ? [] : lines[0].Split(',');
        var places = Array.ConvertAll(columns, column => Array.IndexOf(titles, column));
        if (places.Contains(-1))
        {
            throw new FormatException($"'{path}' must begin with a line of titles that has {string.Join(", ", columns)}.");
        }

        var points = new List<T>(lines.Length);
        for (var i = 1; i < lines.Length; i++)
        {
            var cells = lines[i].Split(',');
            try
            {
                points.Add(make(Array.ConvertAll(places, place => cells[place])));
            }
            catch (Exception wrong) when (wrong is FormatException or IndexOutOfRangeException)
            {
                throw new FormatException($"'{path}', line {i + 1}, can't be read: '{lines[i]}'.", wrong);
            }
        }

        return points.Count > 0 ? points : throw new FormatException($"'{path}' has no lines but its titles; nothing has been logged yet.");
    }

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
