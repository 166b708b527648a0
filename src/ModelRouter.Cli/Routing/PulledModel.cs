using ModelRouter.LlamaCpp;

namespace ModelRouter.Cli;

/// <summary>Models of the catalog as <c>--model</c>: what was pulled needs no configuration.</summary>
internal static class PulledModel
{
    /// <summary>The file of a catalog's model; <see langword="null"/> if the name is none of the catalog, or the configuration has a model of that id.</summary>
    /// <exception cref="UsageException">It is not downloaded yet.</exception>
    internal static string? Find(string? model, string? configPath)
    {
        if (model is null || ModelCatalog.Find(model) is not { } entry)
        {
            return null;
        }

        if (ConfigurationFile.HasModel(model, configPath))
        {
            return null;
        }

        var path = Path.Combine(RegistrySettings.Read(configPath).Folder, entry.FileName);
        return File.Exists(path)
            ? path
            : throw new UsageException(
                $"'{entry.Id}' is in the catalog, but not in '{Path.GetDirectoryName(path)}'. Run 'modelrouter models pull {entry.Id}' first ({Sizes.Of(entry.Bytes)}, licence: {entry.License}).");
    }
}
