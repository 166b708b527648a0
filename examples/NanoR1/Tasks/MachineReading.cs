namespace NanoR1;

/// <summary>One line of a milling machine's process data.</summary>
/// <param name="Quality">Of the workpiece: <c>L</c>, <c>M</c> or <c>H</c>.</param>
/// <param name="Air">Air temperature in tenths of a kelvin.</param>
/// <param name="Process">Process temperature in tenths of a kelvin.</param>
/// <param name="Speed">Revolutions a minute, a multiple of 10 from 1000 to 9990.</param>
/// <param name="Torque">Newton metres, 10 to 99.</param>
/// <param name="Wear">Minutes that the tool has been in use, 0 to 999.</param>
/// <remarks>
/// Ranges, thresholds and failure modes are those that the AI4I 2020 predictive maintenance data set (S. Matzka, 2020) publishes, but for two
/// things. There a worn tool fails at a random moment between 200 and 240 minutes; here it always fails from 200 on. There several
/// modes may hold at once; here the first of <see cref="MachineFailure"/> counts. Speed in tens and torque in units make power exact:
/// 3500 W x 30 / pi = 33,422.5 and 9000 W x 30 / pi = 85,943.7, so of speed / 10 x torque, 3342 is too little and 8595 too much.
/// </remarks>
internal sealed record MachineReading(char Quality, int Air, int Process, int Speed, int Torque, int Wear)
{
    /// <summary>Minutes from which on a tool fails.</summary>
    public const int WornTool = 200;

    /// <summary>Revolutions a minute below which the machine cools itself too little.</summary>
    public const int SlowCooling = 1380;

    /// <summary>Tenths of a kelvin between process and air below which heat does not get away.</summary>
    public const int LeastDifference = 86;

    /// <summary>The largest <see cref="Power"/> that is below 3500 W.</summary>
    public const int TooLittlePower = 3342;

    /// <summary>The largest <see cref="Power"/> that is not above 9000 W.</summary>
    public const int MostPower = 8594;

    /// <summary>Wear up to which no torque of two digits overstrains: 111 x 99 is less than 11,000.</summary>
    public const int FreshTool = 111;

    /// <summary>Speed / 10 x torque, which is power in units of 1.047 W.</summary>
    public int Power => Speed / 10 * Torque;

    /// <summary>Wear x torque in minutes x newton metres.</summary>
    public int Strain => Wear * Torque;

    /// <summary>The largest <see cref="Strain"/> that the workpiece's quality allows.</summary>
    public int MostStrain => Quality switch { 'L' => 11_000, 'M' => 12_000, _ => 13_000 };

    public MachineFailure Failure =>
        Wear >= WornTool ? MachineFailure.ToolWear
        : Speed < SlowCooling && Process - Air < LeastDifference ? MachineFailure.HeatDissipation
        : Power is <= TooLittlePower or > MostPower ? MachineFailure.Power
        : Strain > MostStrain ? MachineFailure.Overstrain
        : MachineFailure.None;

    /// <summary>What is asked, independent of its wording and units.</summary>
    public string Canonical => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"machine {Quality} {Air} {Process} {Speed} {Torque} {Wear}");
}
