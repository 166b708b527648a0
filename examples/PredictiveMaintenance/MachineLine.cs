namespace ModelRouter.Examples.PredictiveMaintenance;

/// <summary>One line of a milling machine's process data.</summary>
/// <param name="Machine">Which machine.</param>
/// <param name="Reading">What its sensors say, as the specialist reads it: temperatures, speed, torque, tool wear and the workpiece's quality, in English or Korean.</param>
internal sealed record MachineLine(string Machine, string Reading)
{
    /// <summary>What the shift recorded.</summary>
    public static IReadOnlyList<MachineLine> Shift { get; } =
    [
        new("mill-1", "Air 298.1 K, process 308.6 K, 1550 rpm, 42 Nm, tool wear 210 min, type L. Which failure?"),
        new("mill-2", "Air 300.1 K, process 310.2 K, 1510 rpm, 40 Nm, tool wear 50 min, type M. Which failure?"),
        new("mill-3", "Air 302.5 K, process 310.7 K, 1340 rpm, 45 Nm, tool wear 30 min, type M. Which failure?"),
        new("mill-4", "공기 299.0 K, 공정 309.1 K, 1400 rpm, 60 Nm, 마모 190분, L등급. 어떤 고장입니까?"),
        new("mill-5", "Air 297.4 K, process 307.9 K, 2650 rpm, 12 Nm, tool wear 75 min, type H. Which failure?"),
        new("mill-6", "Air 298.8 K, process 309.3 K, 1480 rpm, 41 Nm, tool wear 225 min, type L. Which failure?"),
    ];
}
