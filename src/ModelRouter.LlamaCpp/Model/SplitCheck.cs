namespace ModelRouter.LlamaCpp;

/// <summary>Checks the further files of a model that comes in several: llama.cpp opens them by itself and trusts them as much.</summary>
internal static class SplitCheck
{
    /// <exception cref="FileNotFoundException">A part is missing.</exception>
    /// <exception cref="InvalidModelFileException">A part is damaged, or this is not the first.</exception>
    public static void Run(GgufHeader header)
    {
        if (header.GetInteger("split.count") is not { } count || count <= 1)
        {
            return;
        }

        var end = $"-00001-of-{count:00000}.gguf";
        if (!header.Path.EndsWith(end, StringComparison.Ordinal))
        {
            throw header.Refuse($"it is one of {count} parts; the path must be that of the first, which ends in '{end}'.");
        }

        for (var part = 2; part <= count; part++)
        {
            var other = GgufReader.Read($"{header.Path[..^end.Length]}-{part:00000}-of-{count:00000}.gguf");
            if (other.Metadata.GetValueOrDefault("split.no") is not ushort number || number != part - 1)
            {
                throw other.Refuse($"it is not part {part} of '{header.Path}' (split.no).");
            }

            TensorCheck.Run(other);
        }
    }
}
