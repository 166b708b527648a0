using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace ModelRouter.Integration.Tests.Configuration;

/// <summary>What has been built can be packed: NuGet has rules of its own, which no build looks at.</summary>
[Trait("Pace", "Slow")]
public class PackTests
{
    [Fact]
    public async Task Each_package_packs()
    {
        var ct = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("packages");
        try
        {
            var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
            var start = new ProcessStartInfo("dotnet", ["pack", Path.Combine(Root(), "ModelRouter.sln"), "--no-build", "-c", configuration, "-o", folder.FullName, "-m:1", "-nodeReuse:false", "-v:q", "-p:PackageVersion=1.2.3"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var pack = Process.Start(start)!;
            var error = pack.StandardError.ReadToEndAsync(ct);
            var output = await pack.StandardOutput.ReadToEndAsync(ct);
            await pack.WaitForExitAsync(ct);

            Assert.True(pack.ExitCode == 0, output + await error);

            // LLamaSharp's is packed where it is switched on.
            Assert.Equal(
                ((string[])["src", "plugins"]).SelectMany(static place => Directory.EnumerateDirectories(Path.Combine(Root(), place))).Select(Path.GetFileName)
                    .Where(static name => name != "ModelRouter.LLamaSharp").Select(static name => $"{name}.1.2.3.nupkg").Order(),
                folder.EnumerateFiles("*.nupkg").Select(static file => file.Name).Order());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
