namespace ModelRouter.LlamaCpp.Tests;

/// <summary>Reports where it is called; <see cref="Progress{T}"/> would do so later and elsewhere.</summary>
internal sealed class Callback<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
