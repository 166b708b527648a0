using System.Text.Json.Serialization;

namespace ModelRouter.Examples.EnterpriseService;

/// <summary>The body of a request.</summary>
/// <param name="Prompt">What is asked.</param>
/// <param name="DataClass">The class of the data in it, where the caller knows more than can be seen; what is found counts in any case.</param>
internal sealed record Question(string Prompt, [property: JsonConverter(typeof(JsonStringEnumConverter<DataClass>))] DataClass? DataClass = null);
