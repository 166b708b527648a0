using System.CommandLine;
using Microsoft.Extensions.AI;

namespace ModelRouter.Cli;

/// <summary>The options that say whose request is decided about, and when.</summary>
internal sealed class PolicyRequestOptions
{
    private readonly Option<string?> _model = new("--model", "-m") { Description = "What the request asks for: a model's id, auto, or auto:tier.", HelpName = "id" };
    private readonly Option<string?> _tenant = new("--tenant") { Description = "The tenant that asks.", HelpName = "id" };
    private readonly Option<string?> _user = new("--user") { Description = "The user that asks.", HelpName = "id" };
    private readonly Option<string?> _agent = new("--agent") { Description = "The agent that asks.", HelpName = "id" };
    private readonly Option<string[]> _tags = new("--tag") { Description = "A tag of the request; may be given several times.", HelpName = "tag" };
    private readonly Option<string?> _class = new("--data-class")
    {
        Description = "The data class that the caller declares: public, internal, personal or confidential.", HelpName = "class",
    };

    private readonly AtOption _at = new();

    public PolicyRequestOptions(Command command)
    {
        _class.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, Enum.GetNames<DataClass>());
        foreach (var option in (Option[])[_tenant, _user, _agent, _tags])
        {
            option.Validators.Add(result =>
            {
                if (result.Tokens.Any(static token => string.IsNullOrWhiteSpace(token.Value)))
                {
                    result.AddError($"{option.Name} is empty; name one, or leave it out.");
                }
            });
        }

        foreach (var option in (Option[])[_model, _tenant, _user, _agent, _tags, _class, _at])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The request's options as an application would give them.</summary>
    public ChatOptions Read(ParseResult parsed)
    {
        var properties = new AdditionalPropertiesDictionary();
        foreach (var (key, value) in ((string Key, object? Value)[])
            [
                (DeclaredAttribution.Tenant, parsed.GetValue(_tenant)), (DeclaredAttribution.User, parsed.GetValue(_user)),
                (DeclaredAttribution.Agent, parsed.GetValue(_agent)), (DeclaredAttribution.Tags, parsed.GetValue(_tags) is { Length: > 0 } tags ? tags : null),
                (DeclaredDataClass.Key, parsed.GetValue(_class)),
            ])
        {
            if (value is not null)
            {
                properties[key] = value;
            }
        }

        return new() { ModelId = parsed.GetValue(_model), AdditionalProperties = properties };
    }

    /// <summary>The clock to decide by.</summary>
    public TimeProvider Time(ParseResult parsed) => _at.Read(parsed);
}
