namespace ModelRouter.Evaluation.Tests;

/// <summary>Changes of a prompt that leave alone what it asks for.</summary>
public enum Perturbation
{
    UpperCase,
    LowerCase,
    Spaces,
    Typos,
    Politeness,
    NoEndSign,
}
