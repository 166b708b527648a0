namespace NanoR1;

/// <summary>The loss is no longer a number; the last checkpoint still is.</summary>
internal sealed class TrainingDivergedException(int step, double loss)
    : Exception($"At step {step} the loss is {loss}. Resume from the last checkpoint with a lower --rate, or another --seed.");
