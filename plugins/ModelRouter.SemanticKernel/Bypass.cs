using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.TextGeneration;

namespace ModelRouter.SemanticKernel;

/// <summary>Finds the services that requests would reach instead of the router.</summary>
internal static class Bypass
{
    /// <summary>Looks at what a kernel is made from.</summary>
    /// <exception cref="InvalidOperationException">Something would get between requests and the router.</exception>
    internal static void ThrowIfAny(IEnumerable<ServiceDescriptor> services, ServiceDescriptor router)
    {
        foreach (var service in services)
        {
            if (service.IsKeyedService)
            {
                continue;
            }

            if (service.ServiceType == typeof(IChatCompletionService) || service.ServiceType == typeof(ITextGenerationService))
            {
                throw new InvalidOperationException(
                    $"An {service.ServiceType.Name} is registered without a key. Code that asks the kernel for it bypasses the router, its policy and its ledger. "
                    + "Add its model to the router instead, or register it with a service id.");
            }

            if (service.ServiceType == typeof(IChatClient) && !ReferenceEquals(service, router))
            {
                throw new InvalidOperationException(
                    "Another unkeyed IChatClient is registered beside the router, and would be asked instead of it. Register it with a key, or add it to the router as a model.");
            }
        }
    }
}
