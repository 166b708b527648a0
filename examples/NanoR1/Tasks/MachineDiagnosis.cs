using System.Globalization;

namespace NanoR1;

/// <summary>Diagnoses a milling machine from a line of process data; see <see cref="MachineReading"/> for the rules.</summary>
internal sealed class MachineDiagnosis : ITaskFamily
{
    /// <summary>0 °C in tenths of a kelvin, rounded, so that differences are the same in both units.</summary>
    public const int ZeroCelsius = 2732;

    /// <summary>The longest exercise, in tokens of prompt, thought and answer together.</summary>
    public const int MaxTokens = 480;

    /// <summary>By <see cref="MachineFailure"/>.</summary>
    private static readonly string[] English = ["no failure", "tool wear failure", "heat dissipation failure", "power failure", "overstrain failure"];
    private static readonly string[] Korean = ["고장 없음", "공구 마모 고장", "방열 고장", "전력 고장", "과부하 고장"];

    public string Name => "machine";

    public double Weight => 1;

    /// <summary>Draws one of the five answers first, then data that tell it, so that answers are balanced.</summary>
    public Exercise Create(Random random, Split split, string language)
    {
        var failure = (MachineFailure)random.Next(English.Length);
        while (true)
        {
            var reading = MachineReadings.Draw(random, split, failure);
            var celsius = random.Next(4) == 0;
            var prompt = Say(random, split, language, reading, celsius);
            var answer = (language == "ko" ? Korean : English)[(int)failure];
            var exercise = new Exercise(Name, language, prompt, MachineScratchpad.Diagnose(reading, celsius), answer);
            if (ByteTokenizer.Prompt(exercise.Prompt).Length + ByteTokenizer.Completion(exercise.Thought, answer).Length <= MaxTokens)
            {
                return exercise;
            }
        }
    }

    private static string Say(Random random, Split split, string language, MachineReading reading, bool celsius)
    {
        var zero = celsius ? ZeroCelsius : 0;
        var (air, process) = (Tenths(reading.Air - zero), Tenths(reading.Process - zero));
        var unit = celsius ? "°C" : "K";
        var book = language == "ko" ? MachinePhrasings.Korean : MachinePhrasings.English;
        if (split == Split.Training && random.Next(4) != 0)
        {
            book = new([(language == "ko" ? MachineListing.Korean : MachineListing.English).Draw(random)], []);
        }

        return book.Say(
            random,
            split,
            ("air", $"{air} {unit}"),
            ("process", $"{process} {unit}"),
            ("a", air),
            ("p", process),
            ("unit", unit),
            ("rpm", reading.Speed.ToString(CultureInfo.InvariantCulture)),
            ("nm", reading.Torque.ToString(CultureInfo.InvariantCulture)),
            ("min", reading.Wear.ToString(CultureInfo.InvariantCulture)),
            ("q", reading.Quality.ToString()));
    }

    private static string Tenths(int value) => string.Create(CultureInfo.InvariantCulture, $"{value / 10}.{value % 10}");
}
