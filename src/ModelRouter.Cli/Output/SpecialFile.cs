using System.Globalization;

namespace ModelRouter.Cli;

/// <summary>What is written as it comes, since it can't be replaced as a whole: streams that are open already, devices, pipes and sockets.</summary>
internal static class SpecialFile
{
    private const int MostLinks = 40;

    /// <summary>Opens such a file; <see langword="null"/> for one that isn't there yet, or that holds what is written.</summary>
    /// <exception cref="IOException">It can't be opened.</exception>
    internal static Stream? Open(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        if (DescriptorOf(path) is { } number)
        {
            return Open(number);
        }

        if (!File.Exists(path))
        {
            return null;
        }

        FileStream file;
        try
        {
            file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or FileNotFoundException)
        {
            // One that may not be written may still be replaced, and what a link leads to may still be made; the folder decides.
            return null;
        }

        // .NET tells no kind of file. What can't seek holds nothing, nor do /dev/null and the disks, which can; files in /dev/shm do.
        if (!file.CanSeek || (file.Length == 0 && OutputPath.Resolve(path).StartsWith("/dev/", StringComparison.Ordinal)))
        {
            return file;
        }

        file.Dispose();
        return null;
    }

    /// <summary>The stream itself: opened anew by its name, a file to which a shell appends would be written from its beginning.</summary>
    private static Stream Open(int number) => number switch
    {
        1 => Console.OpenStandardOutput(),
        2 => Console.OpenStandardError(),
        _ => new SharedDescriptor(number),
    };

    /// <summary>Which of the process's streams a path leads to, such as 1 for /dev/stdout.</summary>
    private static int? DescriptorOf(string path)
    {
        for (var links = 0; links < MostLinks; links++)
        {
            path = Path.GetFullPath(path);
            var folder = Path.GetDirectoryName(path);
            if (folder is "/dev/fd" or "/proc/self/fd" && int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return number;
            }

            if (new FileInfo(path).LinkTarget is not { } target)
            {
                return null;
            }

            path = Path.Combine(folder!, target);
        }

        return null;
    }
}
