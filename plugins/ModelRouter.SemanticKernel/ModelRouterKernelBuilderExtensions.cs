using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ModelRouter;
using ModelRouter.SemanticKernel;

namespace Microsoft.SemanticKernel;

/// <summary>Makes a router the chat client of a kernel.</summary>
public static class ModelRouterKernelBuilderExtensions
{
    /// <summary>Registers a router, whose models and options come from configuration, as the kernel's chat client, with kernel functions called above it.</summary>
    /// <param name="builder">The kernel's builder; also the one that <c>services.AddKernel()</c> returns.</param>
    /// <param name="configuration">The section <c>ModelRouter</c>, or a root that holds it. Watched for changes.</param>
    /// <param name="configure">Adds providers and models, and replaces parts.</param>
    /// <param name="runs">Makes every outermost function call a run of its own, with what is set here; none is begun if <see langword="null"/>.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="InvalidOperationException">An unkeyed <see cref="IChatClient"/> is already registered.</exception>
    /// <remarks>
    /// <para>Prompt functions reach the router whatever else is registered, unless their settings name the service id of another service. What would get
    /// between unkeyed requests and the router (a chat or text generation service without a key, a later unkeyed <see cref="IChatClient"/>) is an
    /// <see cref="InvalidOperationException"/> when the kernel is built.</para>
    /// <para>Ledger entries have the tags <c>function:</c> and <c>plugin:</c> of the kernel function from which a model was asked. What such a call
    /// declared or was found to hold (<see cref="DataClass"/>), its tenant and its user hold for the functions that it calls, too.</para>
    /// </remarks>
    public static IKernelBuilder AddModelRouter(
        this IKernelBuilder builder, IConfiguration configuration, Action<ModelRouterBuilder>? configure = null, Action<KernelRunOptions>? runs = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return Add(builder, builder.Services.AddModelRouter(configuration, configure), runs);
    }

    /// <summary>Registers a router, whose models are given in code, as the kernel's chat client, with kernel functions called above it.</summary>
    /// <inheritdoc cref="AddModelRouter(IKernelBuilder, IConfiguration, Action{ModelRouterBuilder}?, Action{KernelRunOptions}?)"/>
    public static IKernelBuilder AddModelRouter(this IKernelBuilder builder, Action<ModelRouterBuilder> configure, Action<KernelRunOptions>? runs = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return Add(builder, builder.Services.AddModelRouter(configure), runs);
    }

    private static IKernelBuilder Add(IKernelBuilder builder, ChatClientBuilder client, Action<KernelRunOptions>? runs)
    {
        KernelRunOptions? options = null;
        if (runs is not null)
        {
            runs(options = new());
            options.ThrowIfInvalid();
        }

        // From the outside in: the scope of a tool loop, the marks on what its tools gave, the loop, the marks on each of its requests, the router.
        client
            .Use(inner => new ScopeChatClient(inner, options))
            .Use(static inner => new ToolDataChatClient(inner))
            .UseKernelFunctionInvocation()
            .Use(static inner => new MarkingChatClient(inner));

        var services = builder.Services;
        var own = services.Last(static service => service.ServiceType == typeof(IChatClient) && !service.IsKeyedService);
        services.AddSingleton<IFunctionInvocationFilter>(provider =>
        {
            // A kernel makes its filters when it is made: the first moment at which everything that anyone registers is known.
            Bypass.ThrowIfAny(services, own);
            return new ScopeFilter(options);
        });
        services.TryAddSingleton<IAIServiceSelector, RouterServiceSelector>();
        services.TryAddSingleton(static provider => new RouterFunctions(
            provider.GetRequiredService<ModelRouterChatClient>(), provider.GetService<ISpendLedger>() as ISpendLedgerReader, provider.GetRequiredService<IChatClient>()));
        return builder;
    }
}
