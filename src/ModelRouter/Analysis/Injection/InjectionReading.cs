using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelRouter;

/// <summary>How suspicious a conversation is so far. A mutable struct, so that reading allocates nothing.</summary>
/// <remarks>Of each kind of sign the strongest counts, once; kinds add up as independent chances do.</remarks>
[StructLayout(LayoutKind.Auto)]
internal struct InjectionReading
{
    private const int Kinds = 8;
    private PerKind _strongest;

    /// <summary>The kinds that were found.</summary>
    internal readonly InjectionSignals Signals
    {
        get
        {
            var signals = InjectionSignals.None;
            for (var i = 0; i < Kinds; i++)
            {
                signals |= _strongest[i] > 0 ? (InjectionSignals)(1 << i) : InjectionSignals.None;
            }

            return signals;
        }
    }

    /// <summary>From 0 to 1.</summary>
    internal readonly double Suspicion
    {
        get
        {
            var innocence = 1.0;
            foreach (var weight in (ReadOnlySpan<double>)_strongest)
            {
                innocence *= 1 - weight;
            }

            return 1 - innocence;
        }
    }

    internal void Add(InjectionSignals signal, double weight)
    {
        ref var strongest = ref _strongest[System.Numerics.BitOperations.TrailingZeroCount((int)signal)];
        strongest = Math.Max(strongest, weight);
    }

    [InlineArray(Kinds)]
    private struct PerKind
    {
        private double _first;
    }
}
