using ModelRouter.TestModels;

[assembly: AssemblyFixture(typeof(ModelRouter.Cli.Tests.ScriptedModels))]

namespace ModelRouter.Cli.Tests;

/// <summary>Real models whose words are known, and configurations that name them; made once for all tests.</summary>
public sealed class ScriptedModels : IDisposable
{
    internal const string Thought = "Two and two.";
    internal const string Answer = "It is [red]4[/] 넷";

    private readonly TinyModelFile _thinker = TinyModel.Markov(
        MarkovChain.Script("\n", "Two", " and", " two.", "</think>", "It", " is", " [red]4[/]", " 넷"),
        options: new() { Layers = 1, Context = 2_048 });

    private readonly TinyModelFile _endless = TinyModel.Markov(
        MarkovChain.Loop("\n", " on", " and"), options: new() { Layers = 1, Context = 200_000 });

    private readonly TinyModelFile _untemplated = TinyModel.Markov(
        MarkovChain.Script("\n", "a", " time", " there"), TinyFamily.Llama, new() { Layers = 1, Context = 512 });

    private readonly TinyModelFile _hostile = TinyModel.Markov(
        MarkovChain.Script("\n", "</think>", "\u001b]0;owned\u0007", "safe"), options: new() { Layers = 1, Context = 512 });

    /// <summary>Thinks <see cref="Thought"/>, then says <see cref="Answer"/>.</summary>
    internal string Thinker => _thinker.Path;

    /// <summary>Thinks for ever.</summary>
    internal string Endless => _endless.Path;

    /// <summary>Has no chat template; says "a time there" after a line feed.</summary>
    internal string Untemplated => _untemplated.Path;

    /// <summary>An adapter for <see cref="Untemplated"/>.</summary>
    internal string Adapter => TinyAdapter.Random(_untemplated);

    /// <summary>Says a terminal's escape sequence.</summary>
    internal string Hostile => _hostile.Path;

    internal string Folder { get; } = Directory.CreateTempSubdirectory("modelrouter-cli-").FullName;

    /// <summary>Writes a configuration of a self-hosted thinker, a specialist and a cloud-tier model with a tiny window.</summary>
    internal string Configuration()
    {
        var json = $$"""
            {
              "ModelRouter": {
                "Models": {
                  "thinker": {
                    "Provider": "llamacpp", "Tier": "SelfHosted", "Unpriced": true, "Quality": 0.8, "Capabilities": [ "Reasoning" ],
                    "Clearance": "Confidential", "ContextWindow": 2048, "Settings": { "Path": {{Quote(Thinker)}} }
                  },
                  "specialist": {
                    "Provider": "llamacpp", "Tier": "Specialized", "Quality": 0.4, "ContextWindow": 2048,
                    "Price": { "InputPerMillion": 0.25, "OutputPerMillion": 1.5 }, "Settings": { "Path": {{Quote(Thinker)}} }
                  },
                  "narrow": {
                    "Provider": "llamacpp", "Tier": "Cloud", "Unpriced": true, "ContextWindow": 8, "Settings": { "Path": {{Quote(Thinker)}} }
                  }
                }
              }
            }
            """;
        return Write("modelrouter.json", json);
    }

    /// <summary>Writes a file into a folder of its own.</summary>
    internal string Write(string name, string text)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(Folder, Guid.NewGuid().ToString("N"))).FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose()
    {
        foreach (var model in (TinyModelFile[])[_thinker, _endless, _untemplated, _hostile])
        {
            model.Dispose();
        }

        Directory.Delete(Folder, recursive: true);
    }

    private static string Quote(string text) => $"\"{System.Text.Json.JsonEncodedText.Encode(text)}\"";
}
