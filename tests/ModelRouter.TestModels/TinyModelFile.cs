namespace ModelRouter.TestModels;

/// <summary>A model's file in the temporary folder, deleted when disposed together with the adapters made for it.</summary>
public sealed class TinyModelFile : IDisposable
{
    private readonly string _folder;

    internal TinyModelFile(ModelShape shape, TinyVocabulary vocabulary, IWeights weights, TinyModelOptions options)
    {
        _folder = Directory.CreateTempSubdirectory("modelrouter-tiny-").FullName;
        Path = NewPath("model.gguf");
        Shape = shape;
        Vocabulary = vocabulary;
        ModelWriter.Write(Path, shape, vocabulary, weights, options);
    }

    /// <summary>Where the GGUF file is.</summary>
    public string Path { get; }

    /// <summary>The model's tokens.</summary>
    public TinyVocabulary Vocabulary { get; }

    internal ModelShape Shape { get; }

    /// <summary>Deletes the files. A model that is still loaded from them keeps working on systems that allow deleting open files.</summary>
    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    internal string NewPath(string name) => System.IO.Path.Combine(_folder, name);
}
