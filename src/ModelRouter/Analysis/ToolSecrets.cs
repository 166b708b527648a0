using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Looks for secrets in what tools tell of themselves. Each is read once: the same ones are offered again and again.</summary>
internal static class ToolSecrets
{
    private static readonly ConditionalWeakTable<AITool, StrongBox<SensitiveData>> Known = [];

    internal static SensitiveData In(AITool tool) => Known.GetValue(tool, Read).Value;

    private static StrongBox<SensitiveData> Read(AITool tool)
    {
        var found = SensitiveText.Find(tool.Description) | (tool is AIFunctionDeclaration function ? SensitiveText.Find(function.JsonSchema.GetRawText()) : SensitiveData.None);
        return new(found & SensitiveData.Secret);
    }
}
