using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace ModelRouter.Cli;

/// <summary>Finds and reads the configuration file.</summary>
internal static class ConfigurationFile
{
    internal const string DefaultName = "modelrouter.json";
    internal const string Variable = "MODELROUTER_CONFIG";

    /// <summary>The file to use: the command line's, else the variable's, else the one in the current folder, else none.</summary>
    /// <exception cref="UsageException">The file that was named does not exist.</exception>
    /// <param name="named">What the command line names.</param>
    /// <param name="origin">How it names it, for the message.</param>
    internal static string? Find(string? named, string origin = "of --config ")
    {
        if (named is not null)
        {
            return Existing(named, origin);
        }

        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } variable)
        {
            return Existing(variable, $"that the environment variable {Variable} names ");
        }

        return File.Exists(DefaultName) ? DefaultName : null;
    }

    /// <summary>Whether the file to use has a model of that id.</summary>
    /// <exception cref="UsageException">It does not exist, or is no JSON.</exception>
    internal static bool HasModel(string id, string? named) =>
        Find(named) is { } path && Read(path).GetSection($"{ModelRouterConfiguration.SectionName}:Models:{id}").GetChildren().Any();

    private static string Existing(string path, string origin) => File.Exists(path)
        ? path
        : throw new UsageException(string.IsNullOrWhiteSpace(path)
            ? $"the name of the configuration file {origin}is empty; name one, or leave it out."
            : Directory.Exists(path)
            ? $"the configuration file '{path}' {origin}is a folder; name the file in it."
            : $"the configuration file '{path}' {origin}does not exist (looked for {Path.GetFullPath(path)}).");

    /// <summary>Who wants the built-in models need say nothing more: a section that is missing or empty is one without models of its own.</summary>
    internal static IConfigurationRoot WithSection(IConfigurationRoot file)
    {
        if (bool.TryParse(file[RouterSource.BuiltInKey], out var wantsBuiltIn) && wantsBuiltIn
            && !file.GetSection(ModelRouterConfiguration.SectionName).Exists() && ConfigurationSections.Misspelled(file) is null)
        {
            file[$"{ModelRouterConfiguration.SectionName}:Models"] = "";
        }

        return file;
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="UsageException">It may not be read, is no JSON, or has a key twice; the message gives line and position.</exception>
    internal static IConfigurationRoot Read(string path)
    {
        var utf8 = JsonPlaces.ToUtf8(ReadAll(path));

        // Configuration would read two values of one key as one, or as the last one, which nobody wrote.
        if (JsonPlaces.Read(utf8).Problems is [var problem, ..])
        {
            throw new UsageException(
                $"{path}: line {problem.Place.Line}, position {problem.Place.Column}: {(problem.Path.Length == 0 ? "" : $"{problem.Path}: ")}{problem.Message}");
        }

        try
        {
            return WithSection(new ConfigurationBuilder().AddJsonStream(new MemoryStream(utf8)).Build());
        }
        catch (Exception bad) when (bad is JsonException or FormatException)
        {
            throw new UsageException($"{path}: {bad.Message}", bad);
        }
    }

    private static byte[] ReadAll(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new UsageException($"the configuration file '{path}' can't be read: {refused.Message}", refused);
        }
    }
}
