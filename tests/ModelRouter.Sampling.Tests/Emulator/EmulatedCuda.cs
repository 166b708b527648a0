using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace ModelRouter.Sampling.Tests;

/// <summary>The stand-in for NVIDIA's driver and the kernels it runs, compiled when first asked for; skips the test without a compiler.</summary>
internal static class EmulatedCuda
{
    private static readonly string Sources = Path.Combine(AppContext.BaseDirectory, "emulator");
    private static readonly Lock Gate = new();
    private static readonly Lazy<string?> Compiler = new(FindCompiler);
    private static readonly Lazy<string> Driver = new(InstallDriver);

    public static long LiveHandles => Query("emulator_live_handles");

    public static long Launches => Query("emulator_launches");

    /// <summary>A sampler on an emulated device.</summary>
    /// <param name="traced">Whether the emulator sees each access to memory: slower, and finds races.</param>
    /// <param name="device">0 or 1.</param>
    /// <param name="seed">Gives the order in which threads take turns.</param>
    public static CudaSampler Create(bool traced = false, int device = 0, ulong seed = 1) => CreateOn(CompileKernels(traced), device, seed);

    /// <summary>A sampler whose kernel has an error: the text, which occurs once in the file, replaced.</summary>
    public static CudaSampler CreateMutant(string file, string text, string replacement)
    {
        SkipWithoutCompiler();
        var source = File.ReadAllText(Path.Combine(Sources, file));
        Assert.Equal(2, source.Split(text).Length);
        var folder = Directory.CreateTempSubdirectory("kernel-").FullName;
        try
        {
            foreach (var copied in Directory.EnumerateFiles(Sources))
            {
                File.Copy(copied, Path.Combine(folder, Path.GetFileName(copied)));
            }

            File.WriteAllText(Path.Combine(folder, file), source.Replace(text, replacement, StringComparison.Ordinal));
            return CreateOn(CompileKernels(traced: true, folder), 0, 1);
        }
        finally
        {
            Directory.Delete(folder, recursive: true); // What is loaded stays loaded.
        }
    }

    public static void SkipWithoutCompiler() =>
        Assert.SkipWhen(Compiler.Value is null, "No C++ compiler (c++, g++, clang++, clang++-14): the CUDA kernel can't be emulated.");

    public static void Set(string name, ulong value)
    {
        SkipWithoutCompiler();
        unsafe
        {
            ((delegate* unmanaged<ulong, int>)NativeLibrary.GetExport(NativeLibrary.Load(Driver.Value), name))(value);
        }
    }

    private static CudaSampler CreateOn(string kernels, int device, ulong seed)
    {
        lock (Gate)
        {
            unsafe
            {
                fixed (byte* path = Encoding.UTF8.GetBytes(kernels + '\0'))
                {
                    ((delegate* unmanaged<byte*, int>)NativeLibrary.GetExport(NativeLibrary.Load(Driver.Value), "emulator_use_kernels"))(path);
                }
            }

            Set("emulator_seed", seed);
            return new CudaSampler(device);
        }
    }

    private static long Query(string name)
    {
        unsafe
        {
            return ((delegate* unmanaged<long>)NativeLibrary.GetExport(NativeLibrary.Load(Driver.Value), name))();
        }
    }

    private static string InstallDriver()
    {
        var library = Compile("libcuda", "-O2 -U_FORTIFY_SOURCE -shared emulator.cpp driver.cpp", "-ldl", Sources);
        Environment.SetEnvironmentVariable(CudaDriver.PathVariable, library);
        return library;
    }

    private static string CompileKernels(bool traced, string? folder = null)
    {
        SkipWithoutCompiler();
        // The hooks are compiled in, but the runtime that would answer them is not linked: the emulator does.
        var (name, flags) = traced ? ("traced", "-O1 -fno-exceptions -fsanitize=thread") : ("kernels", "-O2");
        var compiled = Compile(name + ".o", $"{flags} -ffp-contract=off -c kernels.cpp", "", folder ?? Sources);
        return Compile(name, $"-shared {compiled}", Driver.Value, folder ?? Sources);
    }

    /// <summary>Compiles what the output folder does not hold yet, under a name that tells the sources, the flags and the compiler.</summary>
    private static string Compile(string name, string arguments, string libraries, string folder)
    {
        lock (Gate)
        {
            var key = new StringBuilder(Compiler.Value).Append(arguments).Append(libraries);
            foreach (var source in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
            {
                key.Append(File.ReadAllText(source));
            }

            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.ToString())))[..16];
            var target = Path.Combine(AppContext.BaseDirectory, $"{name}-{hash}{(name.EndsWith(".o", StringComparison.Ordinal) ? "" : ".so")}");
            if (!File.Exists(target))
            {
                var unfinished = $"{target}.{Environment.ProcessId}";
                Run(Compiler.Value!, $"-std=c++17 -fPIC -Wall {arguments} -o {unfinished} {libraries}", folder);
                File.Move(unfinished, target, overwrite: true);
            }

            return target;
        }
    }

    private static void Run(string program, string arguments, string folder)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {arguments}\n{errors}");
    }

    private static string? FindCompiler()
    {
        if (!OperatingSystem.IsLinux())
        {
            return null; // The emulator uses Linux's linker sections and contexts.
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        string[] names = ["c++", "g++", "clang++", "clang++-14"];
        return names.SelectMany(_ => folders, (name, folder) => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }
}
