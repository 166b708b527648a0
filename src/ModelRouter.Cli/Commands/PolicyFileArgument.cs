using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary>A configuration file whose policy is meant.</summary>
internal sealed class PolicyFileArgument : Argument<string?>
{
    public PolicyFileArgument(string name, string description, bool isOptional = false)
        : base(name)
    {
        Description = description;
        Arity = isOptional ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne;
    }
}
