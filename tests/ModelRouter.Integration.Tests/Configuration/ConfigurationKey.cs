namespace ModelRouter.Integration.Tests.Configuration;

/// <summary>A key as the document tells it.</summary>
internal sealed record ConfigurationKey(string Name, string Type, string Default, string Allowed, string Change, string Meaning);
