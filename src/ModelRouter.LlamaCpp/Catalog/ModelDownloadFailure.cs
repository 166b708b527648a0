namespace ModelRouter.LlamaCpp;

/// <summary>Why a download failed.</summary>
public enum ModelDownloadFailure
{
    /// <summary>The registry can't be reached, or the connection broke more often than is tried again.</summary>
    Unreachable,

    /// <summary>The registry has no such file.</summary>
    NotFound,

    /// <summary>The registry wants a token, or refuses the one it got.</summary>
    Unauthorized,

    /// <summary>The registry answered with something else than the file.</summary>
    BadAnswer,

    /// <summary>A redirect leads where none may: to another scheme, from https to http, or in circles.</summary>
    BadRedirect,

    /// <summary>Neither the catalog nor the registry gives a checksum.</summary>
    NoChecksum,

    /// <summary>The registry has another file than the catalog names.</summary>
    Changed,

    /// <summary>What arrived is not what the checksum stands for.</summary>
    WrongChecksum,

    /// <summary>The disk has too little room.</summary>
    DiskSpace,

    /// <summary>Another process downloads the same file.</summary>
    Busy,

    /// <summary>A file of that name is there and is another one.</summary>
    InTheWay,
}
