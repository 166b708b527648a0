namespace NanoR1;

/// <summary>What writing models and adapters has in common.</summary>
internal static class GgufFile
{
    /// <summary>Adds a parameter, vectors as 32-bit floats.</summary>
    /// <exception cref="ArgumentException">The values do not fill the shape.</exception>
    public static void AddTensor(GgufWriter writer, NamedTensor tensor, GgufTensorType type)
    {
        if (tensor.Values.Length != (long)tensor.Rows * tensor.Columns)
        {
            throw new ArgumentException($"'{tensor.Name}' is {tensor.Rows} x {tensor.Columns} and has {tensor.Values.Length} values.", nameof(tensor));
        }

        writer.AddTensor(tensor.Name, tensor.Columns, tensor.Values, tensor.Rows == 1 ? GgufTensorType.F32 : type);
    }

    /// <summary>Writes beside the file and renames, so that nobody ever reads half a model.</summary>
    public static void Save(GgufWriter writer, string path)
    {
        var partial = path + ".partial";
        using (var file = File.Create(partial))
        {
            writer.Write(file);
        }

        File.Move(partial, path, overwrite: true);
    }
}
