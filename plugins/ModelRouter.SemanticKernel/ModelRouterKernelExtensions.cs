using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelRouter;
using ModelRouter.SemanticKernel;

namespace Microsoft.SemanticKernel;

/// <summary>What a kernel with a router can do beyond others.</summary>
public static class ModelRouterKernelExtensions
{
    /// <summary>Adds the router's functions to a kernel, as the plugin <c>ModelRouter</c>.</summary>
    /// <exception cref="InvalidOperationException">The kernel was built without <c>AddModelRouter</c>.</exception>
    public static KernelPlugin AddModelRouterPlugin(this Kernel kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        var plugin = KernelPluginFactory.CreateFromObject(
            new ModelRouterPlugin(Required<RouterFunctions>(kernel), Required<ModelRouterChatClient>(kernel)), "ModelRouter");
        kernel.Plugins.Add(plugin);
        return plugin;
    }

    /// <summary>A clone of a kernel whose functions are an agent's: policy, budgets and ledger know what they ask by this name.</summary>
    /// <remarks>A chat service that is asked beside functions doesn't see the kernel's agent: there <see cref="ModelRouterExecutionSettings.Agent"/> says it.</remarks>
    /// <param name="kernel">The kernel.</param>
    /// <param name="agent">The agent's name, of 1 to 200 characters.</param>
    /// <exception cref="ArgumentException">The name is empty or too long.</exception>
    public static Kernel CloneForAgent(this Kernel kernel, string agent)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        if (agent is not { Length: > 0 and <= 200 })
        {
            throw new ArgumentException("An agent's name has 1 to 200 characters.", nameof(agent));
        }

        var clone = kernel.Clone();
        clone.Data[DeclaredAttribution.Agent] = agent;
        return clone;
    }

    /// <summary>The receipt of the last request behind a prompt function's result; <see langword="null"/> if no router answered. A tool loop has several
    /// requests: what they cost together tells a <see cref="RoutingRun"/>.</summary>
    public static RoutingReceipt? GetRoutingReceipt(this FunctionResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return (result.GetValue<object>() as ChatResponse)?.GetRoutingReceipt();
    }

    private static T Required<T>(Kernel kernel)
        where T : class =>
        kernel.Services.GetService<T>()
        ?? throw new InvalidOperationException("The kernel has no router: build it with kernelBuilder.AddModelRouter(…).");
}
