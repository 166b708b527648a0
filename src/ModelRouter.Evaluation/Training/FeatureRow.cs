namespace ModelRouter.Evaluation;

/// <summary>The features of one prompt: places and values.</summary>
internal sealed class FeatureRow
{
    private FeatureRow(int[] places, float[] values) => (Places, Values) = (places, values);

    /// <summary>How many places there are: buckets, figures, and a constant.</summary>
    internal static int Width => FeatureHash.Buckets + RequestFigures.Count + 1;

    internal static int Constant => Width - 1;

    internal int[] Places { get; }

    internal float[] Values { get; }

    internal static FeatureRow Of(string prompt)
    {
        var list = new List([], []);
        var request = PlainRequest.Of(prompt);
        RequestFeatures.Find(request, RequestReading.Of(CueTables.All, request).Whole, ref list);
        return new([.. list.Places, Constant], [.. list.Values, 1]);
    }

    private readonly struct List(List<int> places, List<float> values) : IFeatureSink
    {
        internal List<int> Places => places;

        internal List<float> Values => values;

        public void Add(ReadOnlySpan<int> buckets) => places.AddRange(buckets);

        public void EndGroup(float value)
        {
            while (values.Count < places.Count)
            {
                values.Add(value);
            }
        }

        public void AddFigure(int index, float value)
        {
            places.Add(FeatureHash.Buckets + index);
            values.Add(value);
        }
    }
}
