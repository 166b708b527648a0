using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.AI;

namespace ModelRouter.Cli;

/// <summary>The options that say whose a request is and how confidential, by which policy and budgets decide.</summary>
internal sealed class DeclarationOptions
{
    private const int Longest = 200;
    private const int MostTags = 20;

    private readonly Option<string?> _tenant = new("--tenant") { Description = "The tenant that asks.", HelpName = "id" };
    private readonly Option<string?> _user = new("--user") { Description = "The user that asks.", HelpName = "id" };
    private readonly Option<string?> _agent = new("--agent") { Description = "The agent that asks.", HelpName = "id" };
    private readonly Option<string[]> _tags = new("--tag") { Description = "A tag of the request; may be given several times.", HelpName = "tag" };
    private readonly Option<string?> _class = new("--data-class")
    {
        Description = "The data class that the caller declares: public, internal, personal or confidential.", HelpName = "class",
    };

    public DeclarationOptions(Command command)
    {
        _class.AcceptNames(StringComparer.OrdinalIgnoreCase, [.. Enum.GetNames<DataClass>().Select(static name => name.ToLowerInvariant())]);
        foreach (var option in (Option[])[_tenant, _user, _agent, _tags])
        {
            option.Validators.Add(result =>
            {
                if (result.Tokens.Any(static token => string.IsNullOrWhiteSpace(token.Value)))
                {
                    result.AddError($"{option.Name} is empty; name one, or leave it out.");
                }
                else if (result.Tokens.Any(static token => token.Value.Length > Longest))
                {
                    result.AddError(string.Create(CultureInfo.InvariantCulture, $"{option.Name} is too long; it has at most {Longest} characters."));
                }
                else if (result.Tokens.Count > MostTags)
                {
                    result.AddError(string.Create(CultureInfo.InvariantCulture, $"{option.Name} may be given at most {MostTags} times."));
                }
            });
        }

        foreach (var option in (Option[])[_tenant, _user, _agent, _tags, _class])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Says it on a request's options as an application would.</summary>
    public ChatOptions Mark(ParseResult parsed, ChatOptions options)
    {
        foreach (var (key, value) in ((string Key, object? Value)[])
            [
                (DeclaredAttribution.Tenant, parsed.GetValue(_tenant)), (DeclaredAttribution.User, parsed.GetValue(_user)),
                (DeclaredAttribution.Agent, parsed.GetValue(_agent)), (DeclaredAttribution.Tags, parsed.GetValue(_tags) is { Length: > 0 } tags ? tags : null),
                (DeclaredDataClass.Key, parsed.GetValue(_class)),
            ])
        {
            if (value is not null)
            {
                (options.AdditionalProperties ??= [])[key] = value;
            }
        }

        return options;
    }
}
