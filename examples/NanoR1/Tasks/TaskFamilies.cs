namespace NanoR1;

/// <summary>All that the model is taught.</summary>
internal static class TaskFamilies
{
    public static IReadOnlyList<ITaskFamily> All { get; } = [new MachineDiagnosis()];
}
