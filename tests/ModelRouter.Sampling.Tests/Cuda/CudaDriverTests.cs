namespace ModelRouter.Sampling.Tests;

/// <summary>Devices, memory and errors, through a stand-in for NVIDIA's driver that is as strict as the real one.</summary>
[Collection(nameof(CudaDriverTests))]
[CollectionDefinition(nameof(CudaDriverTests), DisableParallelization = true)]
public sealed class CudaDriverTests
{
    [Fact]
    public void Disposing_gives_everything_back()
    {
        EmulatedCuda.Create().Dispose();
        var before = EmulatedCuda.LiveHandles;
        var sampler = EmulatedCuda.Create();
        sampler.SampleOnce(SamplingParameters.DeepSeekR1, 1, 2, 3);
        Assert.True(EmulatedCuda.LiveHandles > before + 10);
        sampler.Dispose();
        sampler.Dispose();
        Assert.Equal(before, EmulatedCuda.LiveHandles);
        Assert.Throws<ObjectDisposedException>(() => sampler.SampleOnce(SamplingParameters.Greedy, 1, 2));
    }

    [Fact]
    public void Each_device_samples_by_its_number()
    {
        using var first = EmulatedCuda.Create(device: 0);
        using var second = EmulatedCuda.Create(device: 1);
        Assert.Equal(("Emulated GPU 0", 0), (first.DeviceName, first.Device));
        Assert.Equal(("Emulated GPU 1", 1), (second.DeviceName, second.Device));
        Assert.Equal(2, CudaSampler.DeviceCount);
        var logits = Logits.Create("normal", 3000, 1);
        Assert.Equal(first.SampleOnce(SamplingParameters.DeepSeekR1, logits), second.SampleOnce(SamplingParameters.DeepSeekR1, logits));
    }

    [Fact]
    public void A_device_that_is_not_there_leaves_the_work_to_the_processor_with_one_line_why()
    {
        EmulatedCuda.Create().Dispose();
        var lines = new List<string>();
        Assert.Same(TokenSampler.Best, CudaSampler.CreateOrBest(2, lines.Add));
        Assert.Equal([$"Sampling on the processor ({TokenSampler.Best.Name}): There is no CUDA device 2: the driver has 2."], lines);
        Assert.Throws<PlatformNotSupportedException>(() => new CudaSampler(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CudaSampler(-1));
        using var there = Assert.IsType<CudaSampler>(CudaSampler.CreateOrBest(1, lines.Add));
        Assert.Single(lines);
    }

    [Fact]
    public void A_device_older_than_the_kernels_is_refused()
    {
        EmulatedCuda.Set("emulator_set_old_devices", 1);
        try
        {
            var refused = Assert.Throws<PlatformNotSupportedException>(() => EmulatedCuda.Create());
            Assert.Equal("CUDA device 0 (Emulated GPU 0) has compute capability 6.0; 7.5 or more is needed.", refused.Message);
        }
        finally
        {
            EmulatedCuda.Set("emulator_set_old_devices", 0);
        }
    }

    [Fact]
    public void A_full_device_is_an_error_that_keeps_nothing_and_can_be_tried_again()
    {
        using var sampler = EmulatedCuda.Create();
        var expected = sampler.SampleOnce(SamplingParameters.DeepSeekR1, Logits.Create("normal", 5000, 2));
        var before = EmulatedCuda.LiveHandles;
        EmulatedCuda.Set("emulator_limit_memory", 1 << 18);
        try
        {
            var full = Assert.Throws<CudaException>(() => EmulatedCuda.Create());
            Assert.Equal(2, full.Code);
            Assert.Contains("CUDA_ERROR_OUT_OF_MEMORY (2), out of memory", full.Message, StringComparison.Ordinal);
            Assert.Equal(before, EmulatedCuda.LiveHandles);
            Assert.Throws<CudaException>(() => sampler.SampleOnce(SamplingParameters.Greedy, new float[100_000]));
        }
        finally
        {
            EmulatedCuda.Set("emulator_limit_memory", ulong.MaxValue);
        }

        Assert.Equal(expected, sampler.SampleOnce(SamplingParameters.DeepSeekR1, Logits.Create("normal", 5000, 2)));
    }

    [Fact]
    public void A_batch_is_five_launches_for_each_64_rows()
    {
        using var sampler = EmulatedCuda.Create();
        foreach (var (count, launches) in new[] { (0, 0), (1, 5), (64, 5), (65, 10) })
        {
            var rows = Enumerable.Range(0, count).Select(i => new SamplingRow(new() { Seed = (ulong)i }, 7)).ToArray();
            var logits = Logits.Create("normal", 7 * count, 1);
            var results = new SampledToken[count];
            var before = EmulatedCuda.Launches;
            sampler.Sample([.. logits], rows, results);
            Assert.Equal(launches, EmulatedCuda.Launches - before);
            Assert.Equal(Enumerable.Range(0, count).Select(i => TokenSampler.Best.SampleCopy(logits[(i * 7)..((i * 7) + 7)], rows[i])), results);
        }
    }

    [Fact]
    public void Threads_share_a_sampler()
    {
        using var sampler = EmulatedCuda.Create();
        var logits = Logits.Create("normal", 300, 1);
        var results = Enumerable.Range(0, 32).AsParallel().AsOrdered().Select(i => sampler.SampleCopy(logits, Row(i)));
        Assert.Equal(Enumerable.Range(0, 32).Select(i => TokenSampler.Best.SampleCopy(logits, Row(i))), results);

        static SamplingRow Row(int i) => new(new() { Seed = (ulong)i }, 300);
    }

    [Fact]
    public void An_address_that_is_not_the_devices_is_an_error_not_a_token()
    {
        using var sampler = EmulatedCuda.Create(traced: true);
        var row = new SamplingRow(SamplingParameters.DeepSeekR1, 100);
        var failed = Assert.Throws<CudaException>(() => sampler.Sample(64, [row], new SampledToken[1]));
        Assert.Contains("Access out of bounds", failed.Message, StringComparison.Ordinal);
    }
}
