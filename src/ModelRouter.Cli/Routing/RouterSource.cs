using Microsoft.Extensions.Configuration;
using ModelRouter.LlamaCpp;

namespace ModelRouter.Cli;

/// <summary>Makes the router that a command asks.</summary>
internal static class RouterSource
{
    private static readonly IModelProvider[] Providers = [new LlamaModelProvider()];

    private const string Example = """
        Name a model file:
          modelrouter ask "Why is the sky blue?" --model path/to/model.gguf
        or download one ('modelrouter models list --available' shows which):
          modelrouter models pull r1-distill-qwen-1.5b
        or write a modelrouter.json in this folder (or name one with --config or MODELROUTER_CONFIG):
          { "ModelRouter": { "Models": { "r1": {
              "Provider": "llamacpp", "Tier": "SelfHosted", "Unpriced": true, "Settings": { "Path": "path/to/model.gguf" } } } } }
        """;

    /// <summary>Opens a router; no weights are loaded yet.</summary>
    /// <exception cref="UsageException">There is nothing to make one of.</exception>
    internal static async Task<OpenedRouter> OpenAsync(RouterRequest request, Terminal terminal, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request.Model ?? "auto"))
        {
            throw new UsageException("--model is empty. Give it an id, a .gguf file or auto, or leave it out.");
        }

        if (ModelFile.IsPath(request.Model))
        {
            if (request.ConfigPath is not null)
            {
                terminal.WriteNote("--config is not used, because --model names a file.");
            }

            return await ModelFile.OpenAsync(request, terminal, ct).ConfigureAwait(false);
        }

        if (PulledModel.Find(request.Model, request.ConfigPath) is { } pulled)
        {
            return await ModelFile.OpenAsync(request with { Model = pulled }, terminal, ct).ConfigureAwait(false);
        }

        if (ConfigurationFile.Find(request.ConfigPath) is not { } path)
        {
            var missing = request.Model is null or "auto" ? "there is neither a configuration nor a --model." : $"there is no configuration, so no model '{request.Model}'.";
            throw new UsageException(missing + Environment.NewLine + Example);
        }

        return Open(ConfigurationFile.Read(path), path, request, terminal);
    }

    private static OpenedRouter Open(IConfigurationRoot file, string path, RouterRequest request, Terminal terminal)
    {
        var configuration = new ConfigurationBuilder().AddConfiguration(file).AddInMemoryCollection(Overrides(file, request)).Build();
        try
        {
            var loaded = ModelRouterConfiguration.Load(configuration, Providers);
            return new(new(loaded.Endpoints.Select(e => WithProgress(e, terminal)), loaded.Options), request.Model, configuration);
        }
        catch (ModelRouterConfigurationException wrong)
        {
            throw new UsageException($"{path}: {wrong.Message}", wrong);
        }
    }

    internal static ModelEndpoint WithProgress(ModelEndpoint endpoint, Terminal terminal) =>
        endpoint.Client is LlamaChatClient engine
            ? new(endpoint.Profile, new LoadingChatClient(engine, endpoint.Profile.Id, terminal), ownsClient: true)
            : endpoint;

    private static Dictionary<string, string?> Overrides(IConfigurationRoot file, RouterRequest request)
    {
        var overrides = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var model in file.GetSection($"{ModelRouterConfiguration.SectionName}:Models").GetChildren())
        {
            if (!string.Equals(model["Provider"], Providers[0].Name, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            // One person asks one thing at a time; places for more would only cost memory.
            overrides[$"{model.Path}:Settings:MaxConcurrency"] = "1";
            if (request.Threads is { } threads)
            {
                overrides[$"{model.Path}:Settings:Threads"] = $"{threads}";
            }

            if (request.Context is { } context)
            {
                overrides[$"{model.Path}:Settings:ContextSize"] = $"{context}";
            }
        }

        return overrides;
    }
}
