namespace ModelRouter;

/// <summary>What becomes of images if a model can't see, and of audio if it can't hear.</summary>
public enum UnseenImages
{
    /// <summary>The model refuses, and another is tried. Usually the policy has excluded it already.</summary>
    Refused,

    /// <summary>A short text stands in for each.</summary>
    Replaced,
}
