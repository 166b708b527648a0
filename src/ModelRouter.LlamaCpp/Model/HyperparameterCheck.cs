namespace ModelRouter.LlamaCpp;

/// <summary>Checks a model's hyperparameters against each other. llama.cpp asserts most of these relations and aborts the process
/// where one does not hold; shapes of tensors it compares with them itself and reports.</summary>
internal static class HyperparameterCheck
{
    /// <summary>llama.cpp keeps what differs between layers in arrays of this length.</summary>
    private const long MaxLayers = 512;

    private const long MaxExperts = 1_024;
    private const long MaxWidth = 1 << 20;
    private const long MaxContext = 1 << 28;

    private static readonly string[] RopeScalings = ["none", "linear", "yarn", "longrope"];

    /// <exception cref="InvalidModelFileException">They do not describe a model that can be run.</exception>
    public static void Run(GgufHeader header)
    {
        Require(header, "embedding_length", 1, MaxWidth);
        Require(header, "context_length", 1, MaxContext);
        var layers = Require(header, "block_count", 1, MaxLayers);

        // Layers that predict further tokens count among the blocks, and one at least has to do the actual work.
        Allow(header, "nextn_predict_layers", 0, layers - 1);
        CheckNumbers(header);
        CheckRopeScaling(header);
        CheckHeads(header, (int)layers);
        CheckExperts(header);
        if (header.Metadata.GetValueOrDefault($"{header.Architecture}.attention.causal") is false)
        {
            throw header.Refuse("it reads texts (attention.causal is false) but does not write them.");
        }
    }

    /// <summary>A number that is none spreads through everything that is computed; a negative epsilon is asserted against.</summary>
    private static void CheckNumbers(GgufHeader header)
    {
        foreach (var (key, value) in header.Metadata)
        {
            if (value is float number && key.StartsWith(header.Architecture + ".", StringComparison.Ordinal) &&
                (!float.IsFinite(number) || (number < 0 && key.EndsWith("epsilon", StringComparison.Ordinal))))
            {
                throw header.Refuse($"{key} is {number}.");
            }
        }
    }

    private static void CheckRopeScaling(GgufHeader header)
    {
        if (header.GetString($"{header.Architecture}.rope.scaling.type") is { } scaling && !RopeScalings.Contains(scaling))
        {
            throw header.Refuse($"its rope.scaling.type is '{scaling}'; known are {string.Join(", ", RopeScalings)}.");
        }
    }

    private static void CheckHeads(GgufHeader header, int layers)
    {
        var heads = header.GetPerLayer("attention.head_count", layers);
        var keyValueHeads = header.GetPerLayer("attention.head_count_kv", layers) ?? heads;
        if (heads is null)
        {
            // Models without attention say nothing of heads.
            return;
        }

        for (var layer = 0; layer < layers; layer++)
        {
            // Query heads share the key-value heads in groups of equal size; a layer without attention has none of either.
            var (queries, keys) = (heads[layer], keyValueHeads![layer]);
            if (queries is < 0 or > MaxWidth || keys < 0 || (keys > 0 && queries % keys != 0))
            {
                throw header.Refuse($"layer {layer} has {queries} attention heads on {keys} key-value heads; the one must divide the other.");
            }
        }

        if (heads[0] > 0)
        {
            HeadWidthCheck.Run(header, heads[0]);
        }
    }

    private static void CheckExperts(GgufHeader header)
    {
        var experts = Allow(header, "expert_count", 0, MaxExperts) ?? 0;
        var used = header.GetPerLayer("expert_used_count", 1)?.Max() ?? 0;
        if (used < 0 || used > experts || (used == 0 && experts > 0))
        {
            throw header.Refuse($"{used} of its {experts} experts are said to be used.");
        }

        var groups = Allow(header, "expert_group_count", 0, Math.Max(0, experts - 1)) ?? 0;
        if (groups > 1)
        {
            Require(header, "expert_group_used_count", 1, groups - 1);
            if (experts % groups != 0)
            {
                throw header.Refuse($"its {experts} experts can't be divided into {groups} groups.");
            }
        }
    }

    private static long Require(GgufHeader header, string name, long min, long max) =>
        Allow(header, name, min, max) ?? throw header.Refuse($"{header.Architecture}.{name} is missing; {min} to {max} are possible.");

    private static long? Allow(GgufHeader header, string name, long min, long max)
    {
        var value = header.GetHyperparameter(name);
        return value is null || (value >= min && value <= max)
            ? value
            : throw header.Refuse($"{header.Architecture}.{name} is {value}; {min} to {max} are possible.");
    }
}
