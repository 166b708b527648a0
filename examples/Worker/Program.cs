using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ModelRouter.Examples.Worker;

// begin-readme
var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Services.AddModelRouter(builder.Configuration.GetSection("ModelRouter"), router => router.AddNanoR1().AddLlamaCpp());
builder.Services.AddHostedService<InboxWorker>();
await builder.Build().RunAsync();
// end-readme
