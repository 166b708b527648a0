namespace NanoR1;

/// <summary>The one or two steps of a word problem.</summary>
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

    /// <summary>a+b.</summary>
    Add,

    /// <summary>a-b.</summary>
    Subtract,

    /// <summary>a*b.</summary>
    Multiply,

    /// <summary>a/b, which comes out even.</summary>
    Share,
}
