using System.CommandLine;
using Microsoft.Extensions.AI;

namespace ModelRouter.Cli;

/// <summary>The options that say whose request is decided about, and when.</summary>
internal sealed class PolicyRequestOptions
{
    private readonly Option<string?> _model = new("--model", "-m") { Description = "What the request asks for: a model's id, auto, or auto:tier.", HelpName = "id" };
    private readonly DeclarationOptions _declared;
    private readonly AtOption _at = new();

    public PolicyRequestOptions(Command command)
    {
        command.Options.Add(_model);
        _model.Validators.Add(static result =>
        {
            if (result.Tokens.Any(static token => string.IsNullOrWhiteSpace(token.Value)))
            {
                result.AddError("--model is empty; name one, or leave it out.");
            }
        });
        _declared = new(command);
        command.Options.Add(_at);
    }

    /// <summary>The request's options as an application would give them.</summary>
    public ChatOptions Read(ParseResult parsed) => _declared.Mark(parsed, new() { ModelId = parsed.GetValue(_model) });

    /// <summary>The clock to decide by.</summary>
    public TimeProvider Time(ParseResult parsed) => _at.Read(parsed);
}
