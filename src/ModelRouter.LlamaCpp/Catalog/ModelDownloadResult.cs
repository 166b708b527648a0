namespace ModelRouter.LlamaCpp;

/// <summary>A model's file, checked and in its place.</summary>
/// <param name="Path">The file.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its SHA-256 in lower case.</param>
/// <param name="WasThere">True if it was there before; nothing was downloaded.</param>
/// <param name="ResumedFrom">Bytes that an earlier, interrupted download had left and that were used.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record ModelDownloadResult(string Path, long Bytes, string Sha256, bool WasThere, long ResumedFrom, TimeSpan Elapsed);
