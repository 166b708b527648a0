namespace NanoR1;

/// <summary>Draws process data as the AI4I 2020 data set describes them.</summary>
internal static class MachineReadings
{
    /// <summary>Draws until the data tell <paramref name="failure"/> and belong to <paramref name="split"/>.</summary>
    public static MachineReading Draw(Random random, Split split, MachineFailure failure)
    {
        while (true)
        {
            var reading = Draw(random);
            if (reading.Failure == failure && HeldOut.Belongs(reading.Canonical, split))
            {
                return reading;
            }
        }
    }

    private static MachineReading Draw(Random random)
    {
        // Failures are rare under the published spread; half of the draws go over the whole range, which also brings cases near the limits.
        var wide = random.Next(2) == 0;
        var air = 3000 + (int)Math.Round(20 * Normal(random));
        var process = air + 100 + (int)Math.Round((wide ? 15 : 10) * Normal(random));
        var torque = wide ? random.Next(10, 77) : Math.Clamp((int)Math.Round(40 + (10 * Normal(random))), 10, 76);

        // The published speeds fall with torque, since the machine's power is about constant.
        var speed = wide ? random.Next(117, 289) : (int)Math.Round(154 - (1.5 * (torque - 40)) + (8 * Normal(random)));
        var quality = random.Next(10) switch { < 5 => 'L', < 8 => 'M', _ => 'H' };
        return new(quality, air, process, Math.Clamp(speed, 117, 288) * 10, torque, random.Next(254));
    }

    /// <summary>Box and Muller's transform.</summary>
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
