namespace ModelRouter.AgentFramework;

/// <summary>Counts who gave which answer.</summary>
internal sealed class Ballot(Func<string, string> normalize)
{
    private readonly List<RunVote> _votes = [];
    private readonly List<(string Form, string Text, int Votes)> _answers = [];

    /// <summary>The votes, in the order in which they were counted.</summary>
    internal IReadOnlyList<RunVote> Votes => _votes;

    /// <summary>The answers that differ, each as it was first given, in that order.</summary>
    internal IEnumerable<(string Text, int Votes)> Answers => _answers.Select(static answer => (answer.Text, answer.Votes));

    /// <summary>More than half of the votes for an answer.</summary>
    internal int Majority => (_answers.Sum(static answer => answer.Votes) / 2) + 1;

    /// <summary>The answer with the most votes, by its number from 1; of several the one that was voted for last, for whoever voted knowing the others, else the first.</summary>
    internal int Leader(int? lastVote)
    {
        var most = _answers.Max(static answer => answer.Votes);
        return lastVote is { } last && _answers[last - 1].Votes == most ? last : _answers.FindIndex(answer => answer.Votes == most) + 1;
    }

    /// <summary>Counts a vote; gives its choice, <see langword="null"/> if there is none.</summary>
    /// <param name="voter">Who votes.</param>
    /// <param name="model">Who spoke for it.</param>
    /// <param name="text">What it said.</param>
    /// <param name="isGiven">True if the caller has this answer already, so that it is one whatever its form says.</param>
    internal int? Add(string voter, string? model, string? text, bool isGiven = false)
    {
        var form = string.IsNullOrWhiteSpace(text) ? "" : normalize(text);
        form = string.IsNullOrEmpty(form) && isGiven ? text ?? "" : form;
        int? choice = null;
        if (isGiven || !string.IsNullOrEmpty(form))
        {
            var at = _answers.FindIndex(answer => string.Equals(answer.Form, form, StringComparison.Ordinal));
            if (at < 0)
            {
                at = _answers.Count;
                _answers.Add((form, text!, 0));
            }

            _answers[at] = _answers[at] with { Votes = _answers[at].Votes + 1 };
            choice = at + 1;
        }

        _votes.Add(new(voter, model, choice));
        return choice;
    }

    /// <summary>The answer, as it was first given.</summary>
    internal string TextOf(int choice) => _answers[choice - 1].Text;

    /// <summary>The answer that has so many votes, if no other has as many; <see langword="null"/> if none.</summary>
    internal int? Agreed(int quorum)
    {
        if (_answers.Count == 0)
        {
            return null;
        }

        var leader = Leader(null);
        var votes = _answers[leader - 1].Votes;
        return votes >= quorum && _answers.Count(answer => answer.Votes == votes) == 1 ? leader : null;
    }
}
