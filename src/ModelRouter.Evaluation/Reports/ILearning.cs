namespace ModelRouter.Evaluation;

/// <summary>What a learning curve needs of one trial: between two models, or among all.</summary>
internal interface ILearning
{
    int Rows { get; }

    /// <summary>Rows that intervals draw together, by the name of their group, or each by its id.</summary>
    IReadOnlyDictionary<string, int[]> Groups { get; }

    IReadOnlyDictionary<string, double> References { get; }

    /// <summary>Whether there were labels, and so prompts that can be near.</summary>
    bool HasNearest { get; }

    /// <summary>The figures of a draw of rows, the router's and then the nearest prompts' if it has them.</summary>
    double[] Figures(IReadOnlyList<int> drawn);
}
