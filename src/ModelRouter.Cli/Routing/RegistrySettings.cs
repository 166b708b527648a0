using Microsoft.Extensions.Configuration;
using ModelRouter.LlamaCpp;

namespace ModelRouter.Cli;

/// <summary>Where models are downloaded from and to: the section <c>ModelRouter:Registry</c>, or the catalog's own registry and a folder of the user.</summary>
/// <param name="Address">The registry.</param>
/// <param name="Folder">Where the files are.</param>
/// <param name="TokenVariable">The environment variable that holds a token for the registry.</param>
internal sealed record RegistrySettings(Uri Address, string Folder, string TokenVariable)
{
    /// <summary>Reads the settings; without a configuration all have defaults.</summary>
    /// <exception cref="UsageException">A key is unknown, or the address is none.</exception>
    internal static RegistrySettings Read(string? configPath)
    {
        if (ConfigurationFile.Find(configPath) is not { } path)
        {
            return new(ModelCatalog.DefaultRegistry, DefaultFolder, ModelCatalog.DefaultTokenVariable);
        }

        try
        {
            return Read(ConfigurationFile.Read(path));
        }
        catch (ModelRouterConfigurationException wrong)
        {
            throw new UsageException($"{path}: {wrong.Message}", wrong);
        }
    }

    /// <summary>The options of a download.</summary>
    internal ModelDownloadOptions ToOptions() => new() { Registry = Address, TokenVariable = TokenVariable };

    internal static RegistrySettings Read(IConfiguration configuration)
    {
        var reader = new SectionReader(configuration.GetSection(ModelRouterConfiguration.SectionName)).Child("Registry").Allow("Address", "Folder", "TokenVariable");
        var address = ModelCatalog.DefaultRegistry;
        if (reader.Text("Address") is { } text)
        {
            try
            {
                address = new ModelDownloadOptions { Registry = new(text) }.Registry;
            }
            catch (Exception wrong) when (wrong is ArgumentException or UriFormatException)
            {
                // Not quoted: a user name stands beside a password.
                throw new ModelRouterConfigurationException(
                    $"{reader.Section.Path}:Address", "It must be an address such as https://registry.example/ without user name, query and fragment.", wrong);
            }
        }

        return new(address, reader.Text("Folder") ?? DefaultFolder, reader.Text("TokenVariable") ?? ModelCatalog.DefaultTokenVariable);
    }

    /// <summary>One folder per user, since nobody wants gigabytes twice; the current folder where a user has none, as in some containers.</summary>
    private static string DefaultFolder =>
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } home
            ? Path.Combine(home, "modelrouter", "models")
            : "models";
}
