using System.Globalization;

namespace ModelRouter.LlamaCpp;

/// <summary>Sees to it that a download does not fill the disk.</summary>
internal static class DiskSpace
{
    /// <summary>What others on the same disk are left.</summary>
    private const long Margin = 64L << 20;

    /// <summary>Bytes that this user may still write on the disk of a folder; <see langword="null"/> where the system does not say.</summary>
    internal static long? Free(string folder)
    {
        try
        {
            var disk = OperatingSystem.IsWindows() ? System.IO.Path.GetPathRoot(folder)! : folder;
            return new DriveInfo(disk).AvailableFreeSpace;
        }
        catch (Exception unknown) when (unknown is ArgumentException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <exception cref="ModelDownloadException">There is too little.</exception>
    internal static void Require(string folder, long bytes, long? free)
    {
        if (free < bytes + Margin)
        {
            throw new ModelDownloadException(
                ModelDownloadFailure.DiskSpace,
                $"{Gigabytes(bytes)} are still to come, but the disk of '{folder}' has {Gigabytes(free.Value)} free. Free some, or choose another folder.");
        }
    }

    private static string Gigabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0##} GB");
}
