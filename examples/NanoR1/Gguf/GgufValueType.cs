namespace NanoR1;

/// <summary>Type codes of GGUF metadata values (only those that the writer uses).</summary>
internal enum GgufValueType : uint
{
    UInt32 = 4,
    Int32 = 5,
    Float32 = 6,
    Bool = 7,
    String = 8,
    Array = 9,
    UInt64 = 10,
}
