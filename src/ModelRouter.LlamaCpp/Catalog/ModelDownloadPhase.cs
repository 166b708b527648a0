namespace ModelRouter.LlamaCpp;

/// <summary>What a download is doing.</summary>
public enum ModelDownloadPhase
{
    /// <summary>Bytes are arriving.</summary>
    Downloading,

    /// <summary>The connection failed and will be tried again.</summary>
    Waiting,

    /// <summary>The whole file is read for its checksum.</summary>
    Verifying,
}
