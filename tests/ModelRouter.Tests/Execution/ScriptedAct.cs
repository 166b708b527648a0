namespace ModelRouter.Tests;

/// <summary>What a model of a random scenario does when it is asked.</summary>
internal enum ScriptedAct
{
    Answer,
    Empty,
    Hang,
    FailAfterContent,
    FailBeforeContent,
}
