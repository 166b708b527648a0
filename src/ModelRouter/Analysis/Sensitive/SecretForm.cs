namespace ModelRouter;

/// <summary>What follows the beginning of a secret.</summary>
internal enum SecretForm
{
    /// <summary>The rest of a token, letters and digits.</summary>
    Token,

    /// <summary>Nothing; the beginning is enough.</summary>
    Block,

    /// <summary>Three parts in Base64, apart by dots; five of one that is encrypted.</summary>
    Jwt,

    /// <summary>The rest of a key of Microsoft Entra, whose third and fourth characters are before it.</summary>
    Entra,

    /// <summary>The Base64 of a user's name and password.</summary>
    Basic,

    /// <summary>The Base64 of a signature, escaped as in an address.</summary>
    Signature,

    /// <summary>A user's name and password before the host of an address.</summary>
    Address,

    /// <summary>A sign or word of assignment and a password.</summary>
    Password,

    /// <summary>A sign of assignment and a token.</summary>
    Assignment,
}
