using System.Runtime.InteropServices;

namespace ModelRouter;

/// <summary>A word, number or sign of a request.</summary>
/// <param name="Start">Where it begins in the excerpt.</param>
/// <param name="End">Where it ends, exclusive.</param>
/// <param name="Kind">What it is.</param>
/// <param name="IsQuoted">Stands in quotation marks or in a block of code: material, not instruction.</param>
/// <param name="IsPlain">A word of ASCII letters alone.</param>
/// <param name="Hash">Of its lower-case letters; of a number only how many digits it has.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RequestToken(short Start, short End, RequestTokenKind Kind, bool IsQuoted, bool IsPlain, uint Hash)
{
    internal bool IsWord => Kind <= RequestTokenKind.DenseWord;
}
