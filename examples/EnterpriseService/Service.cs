using Microsoft.AspNetCore.Authentication;

namespace ModelRouter.Examples.EnterpriseService;

/// <summary>The service: models, tenants and budgets from <c>appsettings.json</c>, the company's rules from <c>policy.json</c>.</summary>
internal static class Service
{
    /// <summary>Makes it.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="settings">What the settings files can't know, such as a stand-in's address.</param>
    public static WebApplication Create(string[] args, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddJsonFile("policy.json", optional: false, reloadOnChange: true).AddInMemoryCollection(settings);

        // begin-readme
        var section = builder.Configuration.GetSection("ModelRouter");
        builder.Services.AddModelRouter(section, router => router.AddNanoR1().AddOpenAI().AddStorage());
        builder.Services.AddHealthChecks().AddModelRouter();
        builder.Services.AddAuthentication(ApiKeyAuthentication.Scheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.Scheme, null);
        builder.Services.AddAuthorization();
        builder.Services.AddProblemDetails().AddExceptionHandler<RoutingProblems>();
        var app = builder.Build();

        app.UseExceptionHandler();
        app.MapHealthChecks("/health");
        var tenants = app.MapGroup("").RequireAuthorization();
        tenants.MapPost("/ask", Endpoints.Ask);
        tenants.MapPost("/explain", Endpoints.Explain);
        tenants.MapGet("/spend", Endpoints.SpendAsync);
        // end-readme
        return app;
    }
}
