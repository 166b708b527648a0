namespace NanoR1;

/// <summary>A file is not a checkpoint of this program, or not all of one.</summary>
internal sealed class CorruptCheckpointException(string path, string reason)
    : Exception($"'{path}' can't be resumed from: {reason}");
