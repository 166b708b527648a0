namespace ModelRouter;

/// <summary>The field of knowledge that a prompt touches.</summary>
public enum PromptDomain
{
    /// <summary>Everyday matters, or no field that stands out.</summary>
    Everyday,

    /// <summary>Contracts, statutes, courts.</summary>
    Law,

    /// <summary>Symptoms, drugs, treatment.</summary>
    Medicine,

    /// <summary>Accounts, markets, credit.</summary>
    Finance,

    /// <summary>Physics, chemistry, biology and their like.</summary>
    Science,

    /// <summary>Machines, plants, process data.</summary>
    Engineering,

    /// <summary>Programs, systems, databases.</summary>
    Software,

    /// <summary>History, philosophy, literature, the arts.</summary>
    Humanities,
}
