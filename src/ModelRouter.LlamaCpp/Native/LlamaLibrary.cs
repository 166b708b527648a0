using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelRouter.LlamaCpp;

/// <summary>Finds, loads and checks llama.cpp's shared libraries, once per process.</summary>
/// <remarks>Looked for in this order: <c>llama/&lt;rid&gt;-&lt;backend&gt;</c> beside the application, the folder that
/// <c>MODELROUTER_LLAMA_PATH</c> names, the system's library path. The first that holds a llama library counts; whether it is
/// the right one is judged afterwards, so that a wrong one is reported rather than passed over.</remarks>
internal static unsafe class LlamaLibrary
{
    internal const string PathVariable = "MODELROUTER_LLAMA_PATH";

    /// <summary>Versions whose structs and functions are laid out as ours; the package of Windows and macOS is the older one.</summary>
    private static readonly string[] Versions = ["0.5.", "0.4."];

    /// <summary>Backends in the order of preference when an application ships several.</summary>
    private static readonly string[] Backends = ["cuda", "metal", "vulkan", "cpu"];

    private static readonly Lock Gate = new();
    private static string? _directory;
    private static bool _loaded;
    private static Exception? _failure;

    /// <summary>The folder the libraries came from; empty for the system's.</summary>
    internal static string Directory => _directory ?? "";

    internal static string Version => Marshal.PtrToStringUTF8((nint)LlamaNative.Version()) ?? "";

    /// <summary>Loads the libraries on the first call; cheap afterwards. Safe for concurrent use.</summary>
    /// <exception cref="LlamaNativesException">They are absent, of another version, or can't be loaded.</exception>
    internal static void EnsureLoaded()
    {
        if (Volatile.Read(ref _loaded))
        {
            return;
        }

        lock (Gate)
        {
            if (_loaded)
            {
                return;
            }

            if (_failure is not null)
            {
                // A second SetDllImportResolver would throw; the first reason stays the reason.
                throw new LlamaNativesException(_failure.Message, _failure);
            }

            try
            {
                Load();
            }
            catch (Exception failure)
            {
                _failure = failure;
                throw;
            }

            Volatile.Write(ref _loaded, true);
        }
    }

    private static void Load()
    {
        _directory = CandidateDirectories().FirstOrDefault(directory => Find(directory, LlamaNative.Llama) is not null);
        NativeLibrary.SetDllImportResolver(typeof(LlamaLibrary).Assembly, Resolve);
        try
        {
            CheckVersion();
            CheckLayout();
            LlamaLog.Install();
            LlamaNative.BackendInit();
            if (_directory is not null)
            {
                LlamaNative.LoadBackends(_directory);
            }
        }
        catch (Exception unfit) when (_directory is not null && unfit is DllNotFoundException or BadImageFormatException)
        {
            throw new LlamaNativesException($"The llama library in '{_directory}' could not be loaded: {unfit.Message}", unfit);
        }
        catch (DllNotFoundException missing)
        {
            throw new LlamaNativesException(
                $"llama.cpp's native libraries for {RuntimeInformation.RuntimeIdentifier} were not found. " +
                "Build the project with npm on the PATH (dotnet build src/ModelRouter.LlamaCpp brings them), " +
                $"or set {PathVariable} to a folder that holds libllama 0.5.",
                missing);
        }
        catch (EntryPointNotFoundException foreign)
        {
            throw new LlamaNativesException(
                $"The llama library in '{Directory}' is not llama.cpp 0.5: {foreign.Message}", foreign);
        }
    }

    private static void CheckVersion()
    {
        if (!Versions.Any(known => Version.StartsWith(known, StringComparison.Ordinal)))
        {
            throw new LlamaNativesException(
                $"llama.cpp {Version} was found in '{Directory}', but 0.5 is needed (0.4 will do): others lay out their structs differently.");
        }
    }

    /// <summary>Known defaults must stand where our structs expect them; anything else means another layout.</summary>
    private static void CheckLayout()
    {
        var model = LlamaNative.ModelDefaultParams();
        var context = LlamaNative.ContextDefaultParams();
        var fits =
            sizeof(LlamaModelParams) == LlamaModelParams.ExpectedSize &&
            sizeof(LlamaContextParams) == LlamaContextParams.ExpectedSize &&
            sizeof(LlamaBatch) == LlamaBatch.ExpectedSize &&
            model is { GpuLayers: -1, SplitMode: 1, LoadMode: -1, MainGpu: 0, UseExtraBuffers: 1, VocabularyOnly: 0 } &&
            context is
            {
                ContextSize: 512, BatchSize: 2048, MicroBatchSize: 512, MaxSequences: 1, RopeScalingType: -1, YarnExtFactor: -1f,
                DefragThreshold: -1f, TypeK: 1, TypeV: 1, OffloadKqv: 1, NoPerf: 1, SwaFull: 1, KvUnified: 0,
            };
        if (!fits)
        {
            throw new LlamaNativesException(
                $"llama.cpp {Version} in '{Directory}' lays its parameters out otherwise than 0.5.0 does; use the natives that the build brings.");
        }
    }

    private static IEnumerable<string> CandidateDirectories()
    {
        var rid = $"{OperatingSystemName()}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        foreach (var backend in Backends)
        {
            yield return Path.Combine(AppContext.BaseDirectory, "llama", $"{rid}-{backend}");
        }

        if (Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } configured)
        {
            yield return Path.GetFullPath(configured);
        }
    }

    private static string OperatingSystemName() =>
        OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";

    private static nint Resolve(string name, System.Reflection.Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name is not (LlamaNative.Llama or LlamaNative.Ggml or LlamaNative.GgmlBase))
        {
            return 0;
        }

        // Returning zero leaves the search to the system's own rules.
        return _directory is not null && Find(_directory, name) is { } file ? NativeLibrary.Load(file) : 0;
    }

    /// <summary>File names carry the version and, for GPUs, the backend: <c>libllama.cuda.v0.5.0.so</c>.</summary>
    private static string? Find(string directory, string name)
    {
        if (!System.IO.Directory.Exists(directory))
        {
            return null;
        }

        var extension = OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";
        var prefix = OperatingSystem.IsWindows() ? "" : "lib";
        return System.IO.Directory.EnumerateFiles(directory, $"{prefix}{name}.*")
            .Where(file => file.EndsWith(extension, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();
    }
}
