using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Looks for secrets in what tools and the form of an answer tell of themselves. Each is read once: the same ones come again and again.</summary>
internal static class SecretsBeside
{
    private static readonly ConditionalWeakTable<object, StrongBox<SensitiveData>> Known = [];

    internal static SensitiveData In(AITool tool) => Known.GetValue(tool, Read).Value;

    internal static SensitiveData In(ChatResponseFormatJson form) => Known.GetValue(form, Read).Value;

    private static StrongBox<SensitiveData> Read(object beside)
    {
        var (description, schema) = beside switch
        {
            AIFunctionDeclaration function => (function.Description, function.JsonSchema.GetRawText()),
            AITool tool => (tool.Description, null),
            ChatResponseFormatJson form => (form.SchemaDescription, form.Schema?.GetRawText()),
            _ => (null, null),
        };
        return new((SensitiveText.Find(description) | SensitiveText.Find(schema)) & SensitiveData.Secret);
    }
}
