using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;

namespace ModelRouter.SemanticKernel;

#pragma warning disable SKEXP0001 // Experimental: the kernel asks for a chat client by no other interface.

/// <summary>Gives prompt functions the router, unless their settings name the service id of another service.</summary>
/// <remarks>Semantic Kernel's own selector prefers any chat completion service to a chat client, takes the last chat client of all, keyed ones included, and
/// hands a request for a model to whatever client happens to call its model so: each bypasses the router without a word.</remarks>
internal sealed class RouterServiceSelector : IAIServiceSelector, IChatClientSelector
{
    /// <inheritdoc/>
    public bool TrySelectAIService<T>(
        Kernel kernel, KernelFunction function, KernelArguments arguments, [NotNullWhen(true)] out T? service, out PromptExecutionSettings? serviceSettings)
        where T : class, Microsoft.SemanticKernel.Services.IAIService =>
        TryNamed(kernel, SettingsOf(function, arguments), out service, out serviceSettings);

    /// <inheritdoc/>
    public bool TrySelectChatClient<T>(
        Kernel kernel, KernelFunction function, KernelArguments arguments, [NotNullWhen(true)] out T? service, out PromptExecutionSettings? serviceSettings)
        where T : class, IChatClient
    {
        var settings = SettingsOf(function, arguments);
        if (TryNamed(kernel, settings, out service, out serviceSettings))
        {
            return true;
        }

        if (settings is not { Count: > 0 })
        {
            return (service = kernel.Services.GetService<IChatClient>() as T) is not null;
        }

        foreach (var (serviceId, found) in settings)
        {
            if (IsDefault(serviceId))
            {
                (service, serviceSettings) = (kernel.Services.GetService<IChatClient>() as T, found);
                return service is not null;
            }
        }

        return false;
    }

    private static IReadOnlyDictionary<string, PromptExecutionSettings>? SettingsOf(KernelFunction function, KernelArguments arguments) =>
        arguments.ExecutionSettings ?? function.ExecutionSettings;

    private static bool TryNamed<T>(
        Kernel kernel, IReadOnlyDictionary<string, PromptExecutionSettings>? settings, [NotNullWhen(true)] out T? service, out PromptExecutionSettings? serviceSettings)
        where T : class
    {
        (service, serviceSettings) = (null, null);
        foreach (var (serviceId, found) in settings ?? ReadOnlyDictionary<string, PromptExecutionSettings>.Empty)
        {
            if (!IsDefault(serviceId) && (kernel.Services as IKeyedServiceProvider)?.GetKeyedService<T>(serviceId) is { } named)
            {
                (service, serviceSettings) = (named, found);
                return true;
            }
        }

        return false;
    }

    private static bool IsDefault(string serviceId) =>
        serviceId.Length == 0 || serviceId.Equals(PromptExecutionSettings.DefaultServiceId, StringComparison.OrdinalIgnoreCase);
}
