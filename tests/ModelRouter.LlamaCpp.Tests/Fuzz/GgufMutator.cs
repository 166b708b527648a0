using System.Buffers.Binary;

namespace ModelRouter.LlamaCpp.Tests;

/// <summary>Makes broken GGUF files out of a good one: the same seed, the same file.</summary>
internal sealed class GgufMutator(byte[] original, int seed)
{
    private static readonly uint[] Extremes =
        [0, 1, 2, 3, 7, 16, 255, 256, 512, 513, 65_535, 65_536, 1 << 20, 1 << 28, int.MaxValue, 0x8000_0000, uint.MaxValue - 1, uint.MaxValue];

    private readonly Random _random = new(seed);

    public byte[] Mutate()
    {
        var image = GgufImage.Parse(original);
        var edits = _random.Next(4) switch { 0 => 0, 3 => 2, _ => 1 };
        for (var i = 0; i < edits; i++)
        {
            Edit(image);
        }

        var file = image.Write(out var header);
        if (edits == 0 || _random.Next(8) == 0)
        {
            file = Damage(file, header);
        }

        return file;
    }

    private void Edit(GgufImage image)
    {
        switch (_random.Next(10))
        {
            case 0:
                image.Metadata.RemoveAt(_random.Next(image.Metadata.Count));
                break;
            case 1:
                Swap(image.Metadata);
                break;
            case 2:
                Swap(image.Tensors);
                break;
            case 3:
                new TokenizerMutator(_random).Edit(image);
                break;
            case 4 or 5:
                KnownKeys.Add(image, _random);
                break;
            case 6:
                EditTensor(image.Tensors);
                break;
            default:
                EditValue(image.Metadata);
                break;
        }
    }

    /// <summary>Keeps the form of a value and changes what it says: that is what gets past a reader.</summary>
    private void EditValue(List<(string Key, byte[] Value)> metadata)
    {
        var at = _random.Next(metadata.Count);
        var (key, value) = metadata[at];
        value = [.. value];
        var body = value.AsSpan(4);
        if (_random.Next(8) == 0)
        {
            value[0] = (byte)_random.Next(14);
        }
        else if (body.Length == 4)
        {
            var old = BinaryPrimitives.ReadUInt32LittleEndian(body);
            BinaryPrimitives.WriteUInt32LittleEndian(body, _random.Next(6) switch
            {
                0 => old + 1,
                1 => old - 1,
                2 => old * 2,
                3 => old / 2,
                4 => (uint)_random.Next(64),
                _ => Extremes[_random.Next(Extremes.Length)],
            });
        }
        else if (body.Length > 0)
        {
            body[_random.Next(Math.Min(body.Length, 24))] ^= (byte)(1 << _random.Next(8));
        }

        metadata[at] = (key, value);
    }

    private void EditTensor(List<GgufImageTensor> tensors)
    {
        var at = _random.Next(tensors.Count);
        var tensor = tensors[at];
        var axis = _random.Next(tensor.Shape.Length);
        switch (_random.Next(6))
        {
            case 0:
                tensors.RemoveAt(at);
                return;
            case 1:
                tensor = tensor with { Type = (uint)_random.Next(44) };
                break;
            case 2:
                // 32-bit integers and 16-bit floats of half the count take as many bytes: the file stays whole.
                tensor = tensor with { Type = tensor.Type == 0 ? 26u : 0u };
                break;
            case 3:
                tensor = tensor with { Shape = [.. tensor.Shape.Reverse()] };
                break;
            case 4:
                tensor = tensor with { Shape = [.. tensor.Shape.Select((size, i) => i == axis ? Extremes[_random.Next(Extremes.Length)] : size)] };
                break;
            default:
                tensor = tensor with { Name = tensors[_random.Next(tensors.Count)].Name };
                break;
        }

        tensors[at] = tensor;
    }

    /// <summary>Damage that knows nothing of the format.</summary>
    private byte[] Damage(byte[] file, int header)
    {
        var at = _random.Next(header);
        var length = _random.Next(1, 64);
        var end = Math.Min(at + length, file.Length);
        switch (_random.Next(6))
        {
            case 0:
                return file[..(_random.Next(2) == 0 ? at : _random.Next(file.Length))];
            case 1:
                return [.. file[..end], .. file[at..]];
            case 2:
                return [.. file[..at], .. file[end..]];
            case 3:
                BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(Math.Min(at, file.Length - 4)), Extremes[_random.Next(Extremes.Length)]);
                return file;
            default:
                for (var flips = _random.Next(1, 5); flips > 0; flips--)
                {
                    file[_random.Next(header)] ^= (byte)(1 << _random.Next(8));
                }

                return file;
        }
    }

    private void Swap<T>(List<T> items)
    {
        var (a, b) = (_random.Next(items.Count), _random.Next(items.Count));
        (items[a], items[b]) = (items[b], items[a]);
    }
}
