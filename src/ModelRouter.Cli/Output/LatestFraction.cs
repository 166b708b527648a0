namespace ModelRouter.Cli;

/// <summary>Keeps the last report. The engine reports from within native code, so nothing may be drawn there.</summary>
internal sealed class LatestFraction : IProgress<float>
{
    private volatile float _value;

    public float Value => _value;

    public void Report(float value) => _value = value;
}
