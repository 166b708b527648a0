using ModelRouter.LlamaCpp;
using ModelRouter.TestModels;

[assembly: AssemblyFixture(typeof(ModelRouter.NanoR1.Tests.StandIn))]

namespace ModelRouter.NanoR1.Tests;

/// <summary>A model and an adapter whose words are known, in the places of NanoR1's.</summary>
public sealed class StandIn : IDisposable
{
    private readonly TinyModelFile _model = TinyModel.Markov(
        MarkovChain.Script("\n", "Adding.", "</think>", "852"), options: new() { Layers = 1, Context = 512, Pieces = ["failure"] });

    private readonly string _adapter;

    public StandIn() => _adapter = TinyAdapter.Markov(_model, new MarkovTransition("</think>", "failure", 2 * MarkovChain.Certain));

    internal LlamaModelOptions Configure(LlamaModelOptions engine) => engine with
    {
        ModelPath = _model.Path,
        LoraPath = engine.LoraPath is null ? null : _adapter,
        Threads = 1,
        MaxConcurrency = 1,
    };

    public void Dispose() => _model.Dispose();
}
