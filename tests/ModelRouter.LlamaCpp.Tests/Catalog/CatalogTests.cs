namespace ModelRouter.LlamaCpp.Tests;

public sealed class CatalogTests
{
    [Fact]
    public void Ids_and_files_are_unique_and_plain()
    {
        var entries = ModelCatalog.Entries;

        Assert.Equal(entries.Count, entries.Select(e => e.Id).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(entries.Count, entries.Select(e => e.FileName).Distinct(StringComparer.OrdinalIgnoreCase).Count());

        // An id is given where a file's path may be, too, so it must not look like one.
        Assert.All(entries, e => Assert.Matches("^[a-z0-9][a-z0-9.-]*$", e.Id));
        Assert.All(entries, e => Assert.DoesNotContain(".gguf", e.Id, StringComparison.Ordinal));
        Assert.All(entries, e => Assert.True(e.Bytes > 100_000_000 && e.ContextTokens >= 32_768 && e.CacheBytesPerToken > 0 && e.License.Length > 0));
        Assert.Equal(Uri.UriSchemeHttps, ModelCatalog.DefaultRegistry.Scheme);
    }

    [Fact]
    public void Checksums_are_whole_and_each_stands_once()
    {
        var pinned = ModelCatalog.Entries.Where(e => e.Sha256 is not null).Select(e => e.Sha256!).ToList();

        Assert.All(pinned, hash => Assert.Matches("^[0-9a-f]{64}$", hash));
        Assert.Equal(pinned.Count, pinned.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void The_distills_are_there_under_their_licence_and_context()
    {
        var distills = ModelCatalog.Entries.Where(e => e.Name.StartsWith("DeepSeek-R1-Distill", StringComparison.Ordinal)).ToList();

        Assert.Equal(5, distills.Count);
        Assert.All(distills, e => Assert.True(e.Sha256 is not null && e.ContextTokens == 131_072 && e.License.StartsWith("MIT", StringComparison.Ordinal)));
        Assert.Same(distills[1], ModelCatalog.Find("R1-Distill-Qwen-7B"));
        Assert.Null(ModelCatalog.Find("r1"));
    }

    [Fact]
    public void Memory_is_weights_keys_and_values_and_buffers()
    {
        var small = ModelCatalog.Find("r1-distill-qwen-1.5b")!;

        // 28 layers, two key heads of 128 numbers, keys and values, 2 bytes each.
        Assert.Equal(28_672, small.CacheBytesPerToken);
        Assert.Equal(8_192L * 28_672, small.EstimateMemory(8_192) - small.EstimateMemory(0));
        Assert.True(small.EstimateMemory(0) > small.Bytes);
    }

    [Theory]
    [InlineData("owner", "a.gguf")]
    [InlineData("owner/../x", "a.gguf")]
    [InlineData("owner/..", "a.gguf")]
    [InlineData("owner/name", "../a.gguf")]
    [InlineData("owner/name", "a/b.gguf")]
    [InlineData("owner/name", "a.exe")]
    [InlineData("owner/name", "a b.gguf")]
    public void What_is_no_plain_name_becomes_no_address_and_no_path(string repository, string file) =>
        Assert.Throws<ArgumentException>(() => ModelCatalog.Entries[0] with { Repository = repository, FileName = file });

    [Fact]
    public void A_checksum_is_64_hexadecimal_digits()
    {
        Assert.Throws<ArgumentException>(() => ModelCatalog.Entries[0] with { Sha256 = new string('g', 64) });
        Assert.Throws<ArgumentException>(() => ModelCatalog.Entries[0] with { Sha256 = "ab" });
        Assert.Equal(new string('a', 64), (ModelCatalog.Entries[0] with { Sha256 = new string('A', 64) }).Sha256);
    }
}
