using System.Globalization;

namespace ModelRouter.Storage;

/// <summary>A query's conditions as SQL.</summary>
/// <param name="Sql">The condition, with <c>@name</c> for the value.</param>
/// <param name="Name">The value's name.</param>
/// <param name="Value">The value.</param>
internal readonly record struct QueryCondition(string Sql, string Name, object Value)
{
    /// <summary>The conditions that are the same in every database: texts.</summary>
    internal static IEnumerable<QueryCondition> OfTexts(SpendQuery query) =>
        from condition in (QueryCondition?[])
        [
            Equal("model", query.Model),
            Equal("tier", query.Tier is { } tier ? EnumText.Of(tier) : null),
            Equal("task", query.Task is { } task ? EnumText.Of(task) : null),
            Equal("tenant", query.Tenant),
            Equal("user_id", query.User),
            Equal("agent", query.Agent),
        ]
        where condition is not null
        select condition.Value;

    /// <summary>All of them after <c>WHERE</c>; nothing if there are none.</summary>
    /// <param name="conditions">The conditions.</param>
    /// <param name="newest">How many rows at most, those that ended last; <see langword="null"/> for all.</param>
    internal static string Where(IReadOnlyList<QueryCondition> conditions, int? newest = null)
    {
        var where = conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", conditions.Select(static condition => condition.Sql))}";
        return newest is null ? where
            : string.Create(
                CultureInfo.InvariantCulture,
                $" WHERE (call_id, attempt) IN (SELECT call_id, attempt FROM spend{where} ORDER BY at DESC, call_id DESC, attempt DESC LIMIT {newest})");
    }

    private static QueryCondition? Equal(string column, string? value) => value is null ? null : new($"{column} = @{column}", $"@{column}", value);
}
