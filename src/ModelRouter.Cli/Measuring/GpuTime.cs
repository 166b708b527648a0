namespace ModelRouter.Cli;

/// <summary>What a batch took.</summary>
/// <param name="Batch">Rows.</param>
/// <param name="Floor">Reading the logits once at the device's bandwidth; <see langword="null"/> if it does not tell that.</param>
/// <param name="Kernels">The kernels, by the device's clock.</param>
/// <param name="Call">The whole call: parameters there, kernels, results back.</param>
/// <param name="ProcessorWithCopy">Copying the logits to the host and sampling there.</param>
internal sealed record GpuTime(int Batch, TimeSpan? Floor, TimeSpan Kernels, TimeSpan Call, TimeSpan ProcessorWithCopy);
