namespace NanoR1;

/// <summary>What is asked of a <see cref="StoryKind"/>.</summary>
internal static class StoryKinds
{
    /// <summary>True if two numbers make the problem, and one step solves it.</summary>
    public static bool HasOneStep(this StoryKind kind) => kind is StoryKind.Add or StoryKind.Subtract or StoryKind.Multiply or StoryKind.Share;
}
