using System.Runtime.InteropServices;

namespace ModelRouter.Sampling;

/// <summary>A row parted by distance into near tokens, a band behind them, and the rest.</summary>
/// <param name="NearMass">Σ q of the near tokens.</param>
/// <param name="NearCount">Their number.</param>
/// <param name="Mass">Σ q of the whole row.</param>
/// <param name="Collected">Number of the band's tokens, which were collected.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BandSums(ulong NearMass, int NearCount, ulong Mass, int Collected);
