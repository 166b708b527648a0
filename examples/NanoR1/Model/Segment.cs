namespace NanoR1;

/// <summary>Where one sequence lies in a batch.</summary>
internal readonly record struct Segment(int Start, int Length);
