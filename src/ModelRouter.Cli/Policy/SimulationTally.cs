namespace ModelRouter.Cli;

/// <summary>Adds up simulated calls.</summary>
internal sealed class SimulationTally
{
    private MoneySum _cost;
    private MoneySum _newCost;
    private long _calls;
    private long _changed;
    private long _refused;
    private long _estimated;
    private long _compared;
    private double _quality;
    private double _newQuality;

    internal void Add(SimulatedCall call)
    {
        _calls++;
        _changed += call.IsChanged && call.RefusedBy is null ? 1 : 0;
        _refused += call.RefusedBy is null ? 0 : 1;
        _estimated += call.Basis == CostBasis.Recorded ? 0 : 1;
        _cost += call.CostBefore;
        _newCost += call.CostAfter;
        if (call is { QualityBefore: { } quality, QualityAfter: { } newQuality })
        {
            _compared++;
            _quality += quality;
            _newQuality += newQuality;
        }
    }

    internal SimulationRow ToRow(string name) => new(
        name, _calls, _changed, _refused, _cost.ToDecimal(), _newCost.ToDecimal(), _estimated, _compared,
        _compared == 0 ? null : _quality / _compared, _compared == 0 ? null : _newQuality / _compared);
}
