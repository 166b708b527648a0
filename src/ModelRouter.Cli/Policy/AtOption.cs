using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary><c>--at</c>.</summary>
internal sealed class AtOption : Option<string?>
{
    public AtOption()
        : base("--at")
    {
        Description = "When the request begins, such as 2026-12-24T18:00:00+09:00 (UTC if it says no zone); by default now.";
        HelpName = "time";
        Validators.Add(static result =>
        {
            if (result.Tokens is [var token] && !Moment.TryRead(token.Value, out _))
            {
                result.AddError($"--at must be a time such as 2026-12-24T18:00:00Z, not '{token.Value}'.");
            }
        });
    }

    /// <summary>The clock to decide by.</summary>
    public TimeProvider Read(ParseResult parsed) => parsed.GetValue(this) is { } text && Moment.TryRead(text, out var at) ? new FixedTime(at) : TimeProvider.System;
}
