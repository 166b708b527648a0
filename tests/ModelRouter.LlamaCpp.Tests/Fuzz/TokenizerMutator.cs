namespace ModelRouter.LlamaCpp.Tests;

/// <summary>Breaks what a file says of its tokenizer.</summary>
internal sealed class TokenizerMutator(Random random)
{
    private static readonly string[] Kinds = ["llama", "gpt2", "bert", "t5", "rwkv", "none", "no_vocab", "plamo2", "gemma4", "test", "hybriddna"];

    public void Edit(GgufImage image)
    {
        var keys = image.Metadata.FindAll(pair => pair.Key.StartsWith("tokenizer.ggml.", StringComparison.Ordinal));
        if (keys.Count == 0)
        {
            return;
        }

        switch (random.Next(7))
        {
            case 0:
                Set(image, "tokenizer.ggml.model", GgufValues.Text(Kinds[random.Next(Kinds.Length)]));
                break;
            case 1:
                image.Metadata.RemoveAll(pair => pair.Key == keys[random.Next(keys.Count)].Key);
                break;
            case 2:
                // The values of two keys change places, types and all.
                var (a, b) = (keys[random.Next(keys.Count)], keys[random.Next(keys.Count)]);
                Set(image, a.Key, b.Value);
                Set(image, b.Key, a.Value);
                break;
            case 3:
                Set(image, "tokenizer.ggml.pre", GgufValues.Text(random.Next(2) == 0 ? "llama-bpe" : "kimi-k2"));
                break;
            default:
                EditTokens(image);
                break;
        }
    }

    private void EditTokens(GgufImage image)
    {
        // An earlier edit may have left no list of texts there.
        var tokens = GgufValues.ReadTexts(image.Metadata.Find(pair => pair.Key == "tokenizer.ggml.tokens").Value);
        if (tokens.Count == 0)
        {
            return;
        }

        var (at, other) = (random.Next(tokens.Count), random.Next(tokens.Count));
        switch (random.Next(7))
        {
            case 0:
                tokens[at] = tokens[other];
                break;
            case 1:
                tokens[at] = "";
                break;
            case 2:
                tokens[at] += "\0" + tokens[other];
                break;
            case 3:
                tokens.RemoveAt(at);
                break;
            case 4:
                tokens.RemoveRange(0, at);
                break;
            case 5:
                tokens[at] = new string('x', random.Next(100_000));
                break;
            default:
                (tokens[at], tokens[other]) = (tokens[other], "<0x" + tokens[at]);
                break;
        }

        Set(image, "tokenizer.ggml.tokens", GgufValues.Texts(tokens));
    }

    private static void Set(GgufImage image, string key, byte[] value)
    {
        image.Metadata.RemoveAll(pair => pair.Key == key);
        image.Metadata.Add((key, value));
    }
}
