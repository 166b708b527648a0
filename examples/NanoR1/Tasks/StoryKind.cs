namespace NanoR1;

/// <summary>The two steps of a word problem.</summary>
internal enum StoryKind
{
    /// <summary>a+b-c.</summary>
    AddSubtract,

    /// <summary>a-b+c.</summary>
    SubtractAdd,

    /// <summary>a-b-c.</summary>
    SubtractSubtract,

    /// <summary>a+b+c.</summary>
    AddAdd,

    /// <summary>a*b+c.</summary>
    MultiplyAdd,

    /// <summary>a*b-c.</summary>
    MultiplySubtract,

    /// <summary>(a+b)*c.</summary>
    SumTimes,

    /// <summary>(a-b)/c.</summary>
    DifferenceShared,
}
