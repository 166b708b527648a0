using System.Runtime.InteropServices;

namespace ModelRouter.Sampling;

/// <summary>What min-p, top-k and top-p left: tokens with mass whose <see cref="TokenRank"/> is at most the boundary's.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct KeptTokens(ulong Boundary, ulong Mass, int Count);
