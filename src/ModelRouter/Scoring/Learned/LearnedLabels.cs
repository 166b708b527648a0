using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ModelRouter;

/// <summary>Which labels weights were learned from, so that none of them counts a second time. Immutable, so safe for concurrent use.</summary>
/// <remarks>Of each label 64 bits of a hash of its call's id, model, kind and outcome: whoever says something else of the same call later has told something new.</remarks>
internal sealed class LearnedLabels
{
    private readonly FrozenSet<ulong> _keys;

    private LearnedLabels(IEnumerable<ulong> keys) => _keys = keys.ToFrozenSet();

    internal static LearnedLabels None { get; } = new([]);

    internal int Count => _keys.Count;

    internal static LearnedLabels Of(IEnumerable<OutcomeLabel> labels) => new(labels.Select(Key));

    internal bool Contains(OutcomeLabel label) => _keys.Count > 0 && _keys.Contains(Key(label));

    internal LearnedLabels With(LearnedLabels others) => others.Count == 0 ? this : new(_keys.Union(others._keys));

    internal void Write(WeightsWriter writer) => writer.Write<ulong>([.. _keys.Order()]);

    internal static LearnedLabels Read(WeightsReader reader) => new(reader.List<ulong>());

    private static ulong Key(OutcomeLabel label) => BinaryPrimitives.ReadUInt64LittleEndian(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{label.Call.CallId:N}\n{label.Call.Model}\n{label.Kind}\n{label.Outcome:R}"))));
}
