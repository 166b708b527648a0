using System.Reflection;
using ModelRouter.SemanticKernel;

namespace Microsoft.SemanticKernel;

/// <summary>The product's own prompt functions.</summary>
public static class ModelRouterPromptExtensions
{
    private const string Folder = "prompts/";
    private const string Config = "/config.json";

    /// <summary>Adds the prompts as the plugin <c>ModelRouterPrompts</c>: <c>judge</c>, <c>summarize_thinking</c>, <c>decompose_into_steps</c>,
    /// <c>escalate_with_context</c>, <c>answer_verifier</c>, <c>domain_classifier</c>; those that people read also in Korean, with <c>_ko</c> at the end.</summary>
    /// <remarks>None is a default of anything, and how well they work depends on the model that gets them.</remarks>
    public static KernelPlugin ImportModelRouterPrompts(this Kernel kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        var assembly = typeof(ModelRouterPlugin).Assembly;
        var functions = assembly.GetManifestResourceNames()
            .Where(static name => name.StartsWith(Folder, StringComparison.Ordinal) && name.EndsWith(Config, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Read(assembly, name[..^Config.Length], kernel));
        var plugin = KernelPluginFactory.CreateFromFunctions("ModelRouterPrompts", "Prompts about prompts, answers and thoughts.", functions);
        kernel.Plugins.Add(plugin);
        return plugin;
    }

    private static KernelFunction Read(Assembly assembly, string folder, Kernel kernel)
    {
        var config = PromptTemplateConfig.FromJson(Text(assembly, folder + Config));
        config.Template = Text(assembly, folder + "/skprompt.txt");
        return KernelFunctionFactory.CreateFromPrompt(config, promptTemplateFactory: null, kernel.LoggerFactory);
    }

    private static string Text(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
