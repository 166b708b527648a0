namespace ModelRouter.TestModels;

/// <summary>After the token <paramref name="From"/>, the token <paramref name="To"/> has this logit; tokens without a transition have 0.</summary>
/// <param name="From">A single token, as <see cref="TinyVocabulary.Id"/> takes it.</param>
/// <param name="To">A single token, or <see cref="MarkovChain.End"/>.</param>
/// <param name="Logit">Natural-logarithm units, before temperature.</param>
public readonly record struct MarkovTransition(string From, string To, float Logit = MarkovChain.Certain);
