namespace ModelRouter;

/// <summary>What follows the beginning of a secret.</summary>
internal enum SecretForm
{
    /// <summary>The rest of a token, letters and digits.</summary>
    Token,

    /// <summary>Nothing; the beginning is enough.</summary>
    Block,

    /// <summary>Three parts in Base64, apart by dots.</summary>
    Jwt,

    /// <summary>A user's name and password before the host of an address.</summary>
    Address,

    /// <summary>A sign or word of assignment and a password.</summary>
    Password,

    /// <summary>A sign of assignment and a token.</summary>
    Assignment,
}
