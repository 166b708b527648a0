using ModelRouter.TestModels;

namespace ModelRouter.LlamaCpp.Tests;

public sealed class ModelFileTests : IDisposable
{
    private readonly TinyModelFile _model = TinyModel.R1();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("modelrouter-files-");

    public void Dispose()
    {
        _model.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_missing_file_and_a_folder_are_not_found()
    {
        Assert.Contains("does not exist", (await Assert.ThrowsAsync<FileNotFoundException>(() => LoadAsync(_model.Path + "x"))).Message, StringComparison.Ordinal);
        Assert.Contains("is a folder", (await Assert.ThrowsAsync<FileNotFoundException>(() => LoadAsync(_folder.FullName))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_GGUF_file_is_refused()
    {
        var random = new byte[4_096];
        new Random(1).NextBytes(random);

        Assert.Contains("'GGUF'", await RefusalAsync([]), StringComparison.Ordinal);
        Assert.Contains("'GGUF'", await RefusalAsync("{ \"json\": true }"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("'GGUF'", await RefusalAsync(random), StringComparison.Ordinal);
        Assert.Contains("ends inside its header", await RefusalAsync("GGUF"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("version", await RefusalAsync([.. "GGUF"u8, .. random]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tokenizer_as_RWKV_has_it_is_taken()
    {
        var image = GgufImage.Parse(await File.ReadAllBytesAsync(_model.Path, TestContext.Current.CancellationToken));
        image.Metadata.RemoveAll(pair => pair.Key.StartsWith("tokenizer.ggml.", StringComparison.Ordinal));
        var bytes = Enumerable.Range(0, 256).Select(value => value switch { '\\' => @"\\", '\n' => @"\n", >= 0x20 and < 0x7F => ((char)value).ToString(), _ => $@"\x{value:x2}" });
        image.Metadata.Add(("tokenizer.ggml.model", GgufValues.Text("rwkv")));
        image.Metadata.Add(("tokenizer.ggml.tokens", GgufValues.Texts(["<s>", .. bytes, @"\r\n", @"\xec\x95\x88", @"\\x"])));
        var path = Path.Combine(_folder.FullName, "rwkv.gguf");
        await File.WriteAllBytesAsync(path, image.Write(out _), TestContext.Current.CancellationToken);

        TokenizerCheck.Run(GgufReader.Read(path));
    }

    [Fact]
    public async Task A_file_cut_off_anywhere_is_refused()
    {
        var whole = await File.ReadAllBytesAsync(_model.Path, TestContext.Current.CancellationToken);
        GgufImage.Parse(whole).Write(out var header);
        int[] cuts = [.. Enumerable.Range(0, 60).Select(i => header * i / 60), .. Enumerable.Range(0, 20).Select(i => header + ((whole.Length - header - 64) * i / 20))];

        foreach (var cut in cuts)
        {
            await RefusalAsync(whole[..cut]);
        }
    }

    [Theory, InlineData(1L << 25), InlineData(1L << 31)]
    public async Task More_tensors_than_any_model_has_are_refused_before_they_are_read(long tensors)
    {
        var path = await WriteAsync([.. "GGUF"u8, .. BitConverter.GetBytes(3), .. BitConverter.GetBytes(tensors), .. BitConverter.GetBytes(0L)]);
        await using (var file = File.OpenWrite(path))
        {
            // Nothing but holes, where the file system has them.
            Assert.SkipWhen(tensors > 1 << 25 && OperatingSystem.IsWindows(), "Files have no holes here.");
            file.SetLength(64 + (tensors * 24));
        }

        var refusal = await Assert.ThrowsAsync<InvalidModelFileException>(() => LoadAsync(path));
        Assert.Contains("tensors; ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_adapter_is_no_model() =>
        Assert.Contains("'adapter'", (await Assert.ThrowsAsync<InvalidModelFileException>(() => LoadAsync(TinyAdapter.Random(_model)))).Message, StringComparison.Ordinal);

    public static TheoryData<string, byte[], string> WrongValues => new()
    {
        { "qwen2.block_count", GgufValues.UInt32(0), "block_count" },
        { "qwen2.block_count", GgufValues.UInt32(513), "block_count" },
        { "qwen2.block_count", GgufValues.UInt32(3), "blk.2" },
        { "qwen2.context_length", GgufValues.UInt32(0), "context_length" },
        { "qwen2.embedding_length", GgufValues.UInt32(64), "rotated" },
        { "qwen2.feed_forward_length", GgufValues.UInt32(96), "shape" },
        { "qwen2.nextn_predict_layers", GgufValues.UInt32(2), "nextn" },
        { "qwen2.attention.head_count", GgufValues.UInt32(3), "rotated" },
        { "qwen2.attention.head_count_kv", GgufValues.UInt32(4), "divide" },
        { "qwen2.attention.head_count", GgufValues.UInt32s(2), "1 entries for 2 layers" },
        { "qwen2.attention.key_length", GgufValues.UInt32(8), "must be the same" },
        { "qwen2.rope.dimension_count", GgufValues.UInt32(8), "rotated" },
        { "qwen2.rope.scaling.type", GgufValues.Text("magic"), "'magic'" },
        { "qwen2.attention.layer_norm_rms_epsilon", GgufValues.Float32(-1), "epsilon" },
        { "qwen2.rope.freq_base", GgufValues.Float32(float.NaN), "freq_base" },
        { "qwen2.expert_count", GgufValues.UInt32(8), "experts" },
        { "qwen2.expert_used_count", GgufValues.UInt32(1), "experts" },
        { "qwen2.attention.causal", GgufValues.Bool(false), "causal" },
        { "tokenizer.ggml.model", GgufValues.Text("none"), "tokenizer" },
        { "tokenizer.ggml.model", GgufValues.Text("rwkv"), "none for it alone" },
        { "tokenizer.ggml.tokens", GgufValues.Texts("a", "b", "a\0c"), "twice" },
        { "tokenizer.ggml.tokens", GgufValues.Texts(), "no tokens" },
        { "general.architecture", GgufValues.Text(""), "architecture" },
        { "general.alignment", GgufValues.UInt32(24), "alignment" },
        { "general.name\0", GgufValues.Text("x"), "NUL" },
        { "split.count", GgufValues.UInt16(2), "-00001-of-00002.gguf" },
    };

    [Theory, MemberData(nameof(WrongValues), DisableDiscoveryEnumeration = true)]
    public async Task A_header_that_contradicts_itself_is_refused(string key, byte[] value, string reason)
    {
        var image = GgufImage.Parse(await File.ReadAllBytesAsync(_model.Path, TestContext.Current.CancellationToken));
        image.Metadata.RemoveAll(pair => pair.Key == key);
        image.Metadata.Add((key, value));

        Assert.Contains(reason, await RefusalAsync(image.Write(out _)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_untouched_copy_works()
    {
        var image = GgufImage.Parse(await File.ReadAllBytesAsync(_model.Path, TestContext.Current.CancellationToken));
        await LoadAsync(await WriteAsync(image.Write(out _)));
    }

    private async Task<string> RefusalAsync(byte[] content)
    {
        var path = await WriteAsync(content);
        var refusal = await Assert.ThrowsAsync<InvalidModelFileException>(() => LoadAsync(path));
        Assert.Equal(path, refusal.Path);
        return refusal.Message;
    }

    private async Task<string> WriteAsync(byte[] content)
    {
        var path = Path.Combine(_folder.FullName, "test.gguf");
        await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
        return path;
    }

    private static async Task LoadAsync(string path)
    {
        using var client = new LlamaChatClient(new LlamaModelOptions { ModelPath = path, Threads = 1 });
        await client.LoadAsync(cancellationToken: TestContext.Current.CancellationToken);
    }
}
