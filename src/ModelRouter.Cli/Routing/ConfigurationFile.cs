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
        : throw new UsageException(Directory.Exists(path)
            ? $"the configuration file '{path}' {origin}is a folder; name the file in it."
            : $"the configuration file '{path}' {origin}does not exist (looked for {Path.GetFullPath(path)}).");

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new UsageException($"the configuration file '{path}' can't be read: {refused.Message}", refused);
        }
    }

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
    /// <exception cref="UsageException">It may not be read, or is no JSON; the message gives line and position.</exception>
    internal static IConfigurationRoot Read(string path)
    {
        using var file = Open(path);
        try
        {
            return WithSection(new ConfigurationBuilder().AddJsonStream(file).Build());
        }
        catch (Exception bad) when (bad is JsonException or FormatException)
        {
            var json = bad as JsonException ?? bad.InnerException as JsonException;
            var place = json?.LineNumber is { } line ? $"line {line + 1}, position {json.BytePositionInLine + 1}: " : "";
            var message = (json ?? bad).Message;
            var technical = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            throw new UsageException($"{path}: {place}{(technical < 0 ? message : message[..technical])}", bad);
        }
    }
}
