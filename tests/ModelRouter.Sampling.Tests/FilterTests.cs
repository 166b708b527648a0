namespace ModelRouter.Sampling.Tests;

/// <summary>Which tokens top-k, top-p and min-p keep, and where ties end.</summary>
public sealed class FilterTests
{
    public static TheoryData<string> Names => Samplers.OfProcessor;

    [Theory]
    [MemberData(nameof(Names))]
    public void Top_k_keeps_the_k_likeliest(string name) =>
        Assert.Equal([1, 3, 4], Support(name, new() { TopK = 3 }, [0, 5, -1, 4, 4.5f]));

    [Theory]
    [MemberData(nameof(Names))]
    public void Top_k_breaks_a_tie_at_its_edge_by_the_lowest_ids(string name) =>
        Assert.Equal([0, 1, 4], Support(name, new() { TopK = 3 }, [2, 2, 2, 2, 3]));

    [Theory]
    [MemberData(nameof(Names))]
    public void Top_p_keeps_the_smallest_prefix_with_the_mass(string name)
    {
        // Four equal tokens: a half is exactly two of them, anything more is three.
        Assert.Equal([0, 1], Support(name, new() { TopP = 0.5f }, [1, 1, 1, 1]));
        Assert.Equal([0, 1, 2], Support(name, new() { TopP = 0.5000001f }, [1, 1, 1, 1]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Top_p_of_zero_keeps_the_likeliest(string name) =>
        Assert.Equal([2], Support(name, new() { TopP = 0 }, [1, 1, 1.5f, 1]));

    [Theory]
    [MemberData(nameof(Names))]
    public void Min_p_is_relative_to_the_likeliest_at_the_temperature(string name)
    {
        // exp(−1 / 0.5) = 0.135, exp(−2 / 0.5) = 0.018.
        Assert.Equal([0, 1], Support(name, new() { Temperature = 0.5f, MinP = 0.13f }, [0, -1, -2]));
        Assert.Equal([0], Support(name, new() { Temperature = 0.5f, MinP = 0.14f }, [0, -1, -2]));
        Assert.Equal([0, 1, 2], Support(name, new() { Temperature = 0.5f, MinP = 0.018f }, [0, -1, -2]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Min_p_of_one_keeps_all_that_tie_for_the_maximum(string name) =>
        Assert.Equal([0, 3], Support(name, new() { MinP = 1 }, [2, 1, 1.999f, 2]));

    [Theory]
    [MemberData(nameof(Names))]
    public void Top_p_is_a_share_of_what_min_p_leaves(string name)
    {
        // Masses 8 4 2 2: 0.66 of all 16 is two tokens; min-p 0.4 leaves 12, of which 0.66 is the first token alone.
        float[] logits = [MathF.Log(8), MathF.Log(4), MathF.Log(2), MathF.Log(2)];
        Assert.Equal([0, 1], Support(name, new() { Temperature = 1, TopP = 0.66f }, logits));
        Assert.Equal([0], Support(name, new() { Temperature = 1, TopP = 0.66f, MinP = 0.4f }, logits));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Top_k_and_top_p_are_joint(string name)
    {
        // Masses 8 4 2 2. Within the top 2, 0.6 would be the first token; of all 16 it is two.
        float[] logits = [MathF.Log(8), MathF.Log(4), MathF.Log(2), MathF.Log(2)];
        Assert.Equal([0, 1], Support(name, new() { Temperature = 1, TopK = 2, TopP = 0.6f }, logits));
        Assert.Equal([0, 1], Support(name, new() { Temperature = 1, TopK = 2, TopP = 1 }, logits));
        Assert.Equal([0], Support(name, new() { Temperature = 1, TopK = 2, TopP = 0.45f }, logits));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Temperature_comes_before_top_p(string name)
    {
        // At temperature 1 the first holds 0.731; at 0.5 it holds 0.881.
        Assert.Equal([0, 1], Support(name, new() { Temperature = 1, TopP = 0.8f }, [1, 0]));
        Assert.Equal([0], Support(name, new() { Temperature = 0.5f, TopP = 0.8f }, [1, 0]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_token_without_mass_is_never_drawn_nor_counted(string name)
    {
        var sampled = Samplers.Get(name).SampleOnce(new() { Temperature = 0.1f }, 0, -3, -3.1f, float.NegativeInfinity);
        Assert.Equal(2, sampled.Kept); // 3 is 30 temperatures below, a mass of 1; 3.1 is 31, a mass of 0.
    }

    [Theory]
    [InlineData(0.5f, 3, 2)]
    [InlineData(0.5f, 4, 2)]
    [InlineData(1f, ulong.MaxValue >> 1, ulong.MaxValue >> 1)]
    [InlineData(0.25f, (1UL << 62) + 1, (1UL << 60) + 1)]
    [InlineData(0f, 9, 0)]
    public void The_mass_to_keep_is_rounded_up_in_integers(float topP, ulong total, ulong expected) =>
        Assert.Equal(expected, new SamplingFilter(new() { TopP = topP }, 10).MassToKeep(total));

    // The tokens that come up in many draws; as many as the sampler says that it keeps.
    private static int[] Support(string name, SamplingParameters parameters, float[] logits)
    {
        var sampler = Samplers.Get(name);
        var row = new SamplingRow(parameters with { Seed = 1 }, logits.Length);
        var seen = new SortedSet<int>();
        var kept = sampler.SampleCopy(logits, row).Kept;
        for (var i = 0; i < 2000; i++)
        {
            var sampled = sampler.SampleCopy(logits, row);
            Assert.Equal(kept, sampled.Kept);
            seen.Add(sampled.Token);
            row.Accept(sampled.Token);
        }

        Assert.Equal(kept, seen.Count);
        return [.. seen];
    }
}
