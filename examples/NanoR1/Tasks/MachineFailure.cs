namespace NanoR1;

/// <summary>What a milling machine's readings tell, in the order in which it is looked for: of several failures, the first is the answer.</summary>
internal enum MachineFailure
{
    None,
    ToolWear,
    HeatDissipation,
    Power,
    Overstrain,
}
