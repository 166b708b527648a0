using ModelRouter;
using ModelRouter.LlamaCpp;
using ModelRouter.NanoR1;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the models that ship with the router.</summary>
public static class NanoR1ModelRouterBuilderExtensions
{
    /// <summary>Adds <see cref="NanoR1Models.Base"/> and <see cref="NanoR1Models.Machine"/>; the router disposes them.</summary>
    /// <param name="builder">The router's builder.</param>
    /// <param name="configure">Changes how the engine runs them: threads, concurrency, GPU, files of your own.</param>
    /// <remarks>Their files are checked when the router is made, which a host does at its start.</remarks>
    public static ModelRouterBuilder AddNanoR1(
        this ModelRouterBuilder builder, Func<LlamaModelOptions, LlamaModelOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder
            .AddModel(NanoR1Models.Base, _ => NanoR1Models.CreateClient(isMachine: false, configure))
            .AddModel(NanoR1Models.Machine, _ => NanoR1Models.CreateClient(isMachine: true, configure))
            .AddFailureReader(new LlamaFailureReader());
    }
}
