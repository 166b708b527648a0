namespace ModelRouter;

/// <summary>Kinds of sensitive data that were found in a conversation.</summary>
[Flags]
public enum SensitiveData
{
    /// <summary>Nothing was found.</summary>
    None = 0,

    /// <summary>An e-mail address.</summary>
    Email = 1,

    /// <summary>A telephone number.</summary>
    Phone = 2,

    /// <summary>The number of a payment card, its check digit right.</summary>
    PaymentCard = 4,

    /// <summary>The number of a bank account: an IBAN, its check digits right, or one that is said to be it.</summary>
    BankAccount = 8,

    /// <summary>A number that a state gives to each person, its check digits right where it has any.</summary>
    NationalId = 16,

    /// <summary>A key, token or password.</summary>
    Secret = 32,

    /// <summary>A mark such as "confidential".</summary>
    ConfidentialMark = 64,

    /// <summary>A mark such as "internal use only".</summary>
    InternalMark = 128,
}
