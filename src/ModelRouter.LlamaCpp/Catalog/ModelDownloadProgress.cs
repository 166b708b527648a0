namespace ModelRouter.LlamaCpp;

/// <summary>How far a download is.</summary>
/// <param name="Phase">What it is doing.</param>
/// <param name="Bytes">Bytes of the file that are there, or that were read for the checksum.</param>
/// <param name="TotalBytes">The file's size; <see langword="null"/> while it is unknown.</param>
/// <param name="Trouble">What failed and what follows, while <paramref name="Phase"/> is <see cref="ModelDownloadPhase.Waiting"/>.</param>
public readonly record struct ModelDownloadProgress(ModelDownloadPhase Phase, long Bytes, long? TotalBytes, string? Trouble = null);
