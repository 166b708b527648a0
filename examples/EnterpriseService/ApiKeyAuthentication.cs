using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace ModelRouter.Examples.EnterpriseService;

/// <summary>Knows tenants by the key in <c>X-Api-Key</c>, of which the settings hold the SHA-256 alone; <c>X-User</c> says who of the tenant's people asks.
/// Where there is an identity provider, its tokens' claims take the place of this class.</summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IConfiguration configuration)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "ApiKey";
    public const string Tenant = "tenant";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers["X-Api-Key"].ToString() is not { Length: > 0 } key)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        var tenant = configuration.GetSection("Tenants").GetChildren()
            .FirstOrDefault(known => CryptographicOperations.FixedTimeEquals(hash, Convert.FromHexString(known["KeySha256"] ?? "")));
        if (tenant is null)
        {
            return Task.FromResult(AuthenticateResult.Fail("There is no such key."));
        }

        var claims = new List<Claim> { new(Tenant, tenant.Key) };
        if (Request.Headers["X-User"].ToString() is { Length: > 0 } user)
        {
            claims.Add(new(ClaimTypes.NameIdentifier, user));
        }

        return Task.FromResult(AuthenticateResult.Success(new(new(new ClaimsIdentity(claims, Scheme)), Scheme)));
    }
}
