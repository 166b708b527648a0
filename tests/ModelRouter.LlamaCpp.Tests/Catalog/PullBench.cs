using ModelRouter.TestModels;

namespace ModelRouter.LlamaCpp.Tests;

/// <summary>A registry that has one real model file, and a folder to download it into.</summary>
internal sealed class PullBench : IAsyncDisposable
{
    private static readonly byte[] Model = Make();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("modelrouter-pull-");

    public PullBench() => Registry = new(Model);

    public TinyRegistry Registry { get; }

    public byte[] Content { get; } = Model;

    public string Hash { get; } = TinyRegistry.Hash(Model);

    public string Folder => _folder.FullName;

    public string Target => Path.Combine(Folder, "tiny.gguf");

    public string Part => Target + ".part";

    /// <summary>What was reported, in order.</summary>
    public List<ModelDownloadProgress> Progress { get; } = [];

    /// <summary>The names of the files in the folder.</summary>
    public string Files => string.Join(' ', _folder.EnumerateFiles().Select(f => f.Name).Order(StringComparer.Ordinal));

    public ModelCatalogEntry Pinned => Unpinned with { Sha256 = Hash };

    public ModelCatalogEntry Unpinned => new()
    {
        Id = "tiny",
        Name = "Tiny",
        Repository = "someone/tiny-GGUF",
        FileName = "tiny.gguf",
        Bytes = Content.Length,
        License = "MIT",
        ContextTokens = 1_024,
        CacheBytesPerToken = 64,
    };

    public ModelDownloadOptions Options(string? variable = null, TimeSpan? idle = null, Uri? registry = null) => new()
    {
        Registry = registry ?? Registry.Address,
        TokenVariable = variable,
        RetryDelay = TimeSpan.Zero,
        IdleTimeout = idle ?? TimeSpan.FromSeconds(30),
    };

    public async Task<ModelDownloadResult> PullAsync(
        ModelCatalogEntry? entry = null, string? sha256 = null, ModelDownloadOptions? options = null, CancellationToken? ct = null, Func<string, long?>? free = null)
    {
        using var downloader = free is null ? new ModelDownloader(options ?? Options()) : new ModelDownloader(options ?? Options()) { FreeSpace = free };
        return await downloader.PullAsync(entry ?? Pinned, Folder, sha256, new Callback<ModelDownloadProgress>(Progress.Add), ct ?? TestContext.Current.CancellationToken);
    }

    public async Task<ModelDownloadException> FailAsync(
        ModelDownloadFailure expected, ModelCatalogEntry? entry = null, string? sha256 = null, ModelDownloadOptions? options = null)
    {
        var failure = await Assert.ThrowsAsync<ModelDownloadException>(() => PullAsync(entry, sha256, options));
        Assert.True(failure.Failure == expected, failure.ToString());
        return failure;
    }

    /// <summary>Leaves a part of the file behind, as an interrupted download does.</summary>
    public async Task InterruptAsync(int at)
    {
        Registry.Fault = (_, right) => right with { StallAfter = at };
        using var ending = new CancellationTokenSource();
        using var downloader = new ModelDownloader(Options());
        var watch = new Callback<ModelDownloadProgress>(p =>
        {
            if (p.Bytes == at)
            {
                ending.Cancel();
            }
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => downloader.PullAsync(Unpinned, Folder, progress: watch, cancellationToken: ending.Token));
        Assert.Equal(at, new FileInfo(Part).Length);
        Registry.Fault = static (_, right) => right;
    }

    public void AssertComplete()
    {
        Assert.Equal("tiny.gguf", Files);
        Assert.Equal(Content, File.ReadAllBytes(Target));
    }

    public async ValueTask DisposeAsync()
    {
        await Registry.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static byte[] Make()
    {
        using var model = TinyModel.R1();
        return File.ReadAllBytes(model.Path);
    }
}
