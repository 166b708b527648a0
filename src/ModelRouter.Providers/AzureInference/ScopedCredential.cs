using Azure.Core;

namespace ModelRouter.Providers;

/// <summary>Asks a credential for tokens of another scope than the service client does, whose own only serverless endpoints take.</summary>
internal sealed class ScopedCredential(TokenCredential credential, string scope) : TokenCredential
{
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        credential.GetToken(Scoped(requestContext), cancellationToken);

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        credential.GetTokenAsync(Scoped(requestContext), cancellationToken);

    private TokenRequestContext Scoped(TokenRequestContext asked) =>
        new([scope], asked.ParentRequestId, asked.Claims, asked.TenantId, asked.IsCaeEnabled);
}
