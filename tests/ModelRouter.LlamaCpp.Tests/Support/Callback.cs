namespace ModelRouter.LlamaCpp.Tests;

/// <summary>Reports where it is called; <see cref="Progress{T}"/> would do so later and elsewhere.</summary>
internal sealed class Callback(Action<float> report) : IProgress<float>
{
    public void Report(float value) => report(value);
}
