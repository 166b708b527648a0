namespace ModelRouter;

/// <summary>A number of the self-hosted cost model can't be used; the message says which, and what is allowed.</summary>
public sealed class SelfHostedInputException : Exception
{
    /// <summary>The failure of one input.</summary>
    /// <param name="input">The property at fault.</param>
    /// <param name="value">Its value.</param>
    /// <param name="allowed">What it must be, such as <c>from 0 to 1</c>.</param>
    public SelfHostedInputException(string input, decimal value, string allowed)
        : base($"{input} is {value}; it must be {allowed}.")
    {
        Input = input;
        Value = value;
        Allowed = allowed;
    }

    /// <summary>The property at fault.</summary>
    public string Input { get; }

    /// <summary>Its value.</summary>
    public decimal Value { get; }

    /// <summary>What it must be, such as <c>from 0 to 1</c>.</summary>
    public string Allowed { get; }
}
