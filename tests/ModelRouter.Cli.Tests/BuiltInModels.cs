using ModelRouter.TestModels;

[assembly: AssemblyFixture(typeof(ModelRouter.Cli.Tests.BuiltInModels))]

namespace ModelRouter.Cli.Tests;

/// <summary>Lays a stand-in beside the executable where the trained models are missing, and takes it away again.</summary>
public sealed class BuiltInModels : IDisposable
{
    private readonly List<string> _made = [];

    public BuiltInModels()
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "nano-r1")).FullName;
        using var model = TinyModel.Markov(
            MarkovChain.Script("\n", "Adding.", "</think>", "852"), options: new() { Layers = 1, Context = 512, Pieces = ["failure"] });
        Lay(model.Path, Path.Combine(folder, "nano-r1.gguf"));
        if (_made.Count > 0)
        {
            // An adapter fits one model only, so a stand-in comes with its own.
            File.Delete(Path.Combine(folder, "nano-r1-machine.gguf"));
            Lay(TinyAdapter.Markov(model, new MarkovTransition("</think>", "failure", 2 * MarkovChain.Certain)), Path.Combine(folder, "nano-r1-machine.gguf"));
        }
    }

    public void Dispose() => _made.ForEach(File.Delete);

    private void Lay(string from, string to)
    {
        if (!File.Exists(to))
        {
            File.Copy(from, to);
            _made.Add(to);
        }
    }
}
