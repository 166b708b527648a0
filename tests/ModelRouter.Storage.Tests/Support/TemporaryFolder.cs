namespace ModelRouter.Storage.Tests;

/// <summary>A folder of its own for each test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("modelrouter-storage").FullName;

    /// <summary>A ledger's file in it.</summary>
    public string Ledger => System.IO.Path.Combine(Path, "ledger.db");

    /// <summary>What processes have left beside the ledger.</summary>
    public string[] Spools => Directory.GetFiles(Path, "*.spool-*");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
