namespace ModelRouter;

/// <summary>How sensitive data is; a higher value is more sensitive.</summary>
public enum DataClass
{
    /// <summary>Fit for anyone.</summary>
    Public = 0,

    /// <summary>For people of the house.</summary>
    Internal = 1,

    /// <summary>Tells something about a person: e-mail address, phone number, national id, card number.</summary>
    Personal = 2,

    /// <summary>Must not leave the house: marked so, or holding a secret.</summary>
    Confidential = 3,
}
