namespace ModelRouter.Storage;

/// <summary>Makes files and folders that only their owner may read: who spends what on which tasks is not everybody's business. On Windows the folder's rights hold.</summary>
/// <remarks>What is there already keeps its rights.</remarks>
internal static class OwnFile
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a folder where it is missing; those that it is in get the usual rights.</summary>
    /// <exception cref="IOException">It can't be made.</exception>
    /// <exception cref="UnauthorizedAccessException">This process may not make it.</exception>
    internal static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, Mode | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Makes a file that is not there yet, locked.</summary>
    /// <exception cref="IOException">The folder doesn't take it.</exception>
    /// <exception cref="UnauthorizedAccessException">This process may not make it.</exception>
    internal static FileStream Make(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Mode;
        }

        return new(path, options);
    }

    /// <summary>What a link leads to in the end, there or not; of what is no link, itself.</summary>
    /// <exception cref="IOException">The links lead in a circle.</exception>
    internal static FileInfo Behind(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is null ? file : new(file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path);
    }

    /// <summary>Makes an empty file for somebody who opens it by its path, unless it is there; what goes wrong he will find out.</summary>
    internal static void MakeEmpty(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // What a link leads to is what SQLite makes; the link itself is there already.
        path = Behind(path).FullName;
        if (File.Exists(path))
        {
            return;
        }

        // Closing a file frees the locks that others of this process have on it, so nobody may find it before.
        var made = $"{path}-{Guid.NewGuid():N}";
        try
        {
            Make(made).Dispose();
            File.Move(made, path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            File.Delete(made);
        }
    }
}
