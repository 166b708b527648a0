namespace NanoR1;

/// <summary>The two factors that change one weight matrix.</summary>
/// <param name="Tensor">The matrix, such as <c>blk.0.attn_q.weight</c>.</param>
/// <param name="Inputs">Columns of the matrix.</param>
/// <param name="Outputs">Rows of the matrix.</param>
/// <param name="Rank">Rows of <paramref name="A"/> and columns of <paramref name="B"/>; at least 2, since llama.cpp tells matrices from vectors.</param>
/// <param name="A">Rank x inputs, row after row.</param>
/// <param name="B">Outputs x rank, row after row.</param>
internal sealed record LoraPair(string Tensor, int Inputs, int Outputs, int Rank, float[] A, float[] B);
