namespace NanoR1;

/// <summary>Process data in any order and many notations: for training only, so that values are found by their names and units and not
/// by their places. Held-out phrasings are written by hand.</summary>
/// <param name="fields">Wordings of each field; the order does not matter.</param>
/// <param name="keys">Short names of each field with its bare value, for tables and pairs.</param>
/// <param name="questions">What is asked, before or after the data.</param>
internal sealed class MachineListing(string[][] fields, (string[] Names, string Value)[] keys, string[] questions)
{
    private static readonly string[] Separators = [", ", "; ", " / ", "\n", ", ", " - "];
    private static readonly string[] Assignments = ["=", ": ", ":", " = ", " "];
    private static readonly string[] Columns = [",", ";", "\t", ", "];

    public static MachineListing English { get; } = new(
        [
            ["air {air}", "{air} air", "air temperature {air}", "air at {air}", "air is {air}", "ambient air {air}"],
            ["process {process}", "{process} process", "process temperature {process}", "process at {process}", "process is {process}"],
            ["{rpm} rpm", "speed {rpm} rpm", "speed {rpm}", "rotational speed {rpm} rpm", "running at {rpm} rpm", "turning with {rpm} rpm"],
            ["{nm} Nm", "torque {nm} Nm", "torque {nm}", "torque of {nm} Nm", "torque is {nm} Nm", "with {nm} Nm"],
            ["wear {min} min", "tool wear {min} min", "{min} min of wear", "tool {min} min", "tool worn {min} min", "wear {min}", "tool used for {min} min"],
            ["type {q}", "{q} part", "quality {q}", "type {q} part", "variant {q}", "{q}", "part of quality {q}", "{q} type"],
        ],
        [
            (["air", "air_temp", "T_air", "air temperature"], "{a}"),
            (["process", "process_temp", "T_process", "process temperature"], "{p}"),
            (["rpm", "speed", "speed_rpm", "rotation"], "{rpm}"),
            (["torque", "Nm", "torque_nm", "moment"], "{nm}"),
            (["wear", "tool_wear", "min", "wear_minutes", "tool"], "{min}"),
            (["type", "quality", "q", "variant"], "{q}"),
        ],
        [
            "Which failure?", "What fails?", "Diagnosis?", "Failure?", "Diagnose this.", "What is wrong?", "Is there a failure?", "Failure mode?",
            "Will it fail?", "Tell me the failure.", "Is the machine fine?", "Please diagnose the machine.", "What failure is this?", "Does it fail?",
        ]);

    public static MachineListing Korean { get; } = new(
        [
            ["공기 {air}", "공기 온도 {air}", "기온 {air}", "공기는 {air}이고", "공기 {air}에서"],
            ["공정 {process}", "공정 온도 {process}", "공정은 {process}이고", "공정 {process}에서"],
            ["{rpm} rpm", "속도 {rpm} rpm", "회전 {rpm} rpm", "속도 {rpm}", "회전 속도 {rpm} rpm", "{rpm} rpm으로"],
            ["{nm} Nm", "토크 {nm} Nm", "토크 {nm}", "토크는 {nm} Nm", "{nm} Nm로"],
            ["마모 {min}분", "공구 마모 {min}분", "공구 {min}분", "마모 {min}", "공구를 {min}분 쓰고", "마모는 {min}분"],
            ["{q}등급", "{q}형", "등급 {q}", "{q}", "품질 {q}", "{q}형 제품"],
        ],
        [
            (["공기", "기온", "공기온도", "air"], "{a}"),
            (["공정", "공정온도", "process"], "{p}"),
            (["rpm", "속도", "회전"], "{rpm}"),
            (["토크", "Nm", "torque"], "{nm}"),
            (["마모", "분", "공구"], "{min}"),
            (["등급", "품질", "형"], "{q}"),
        ],
        [
            "고장은?", "어떤 고장?", "진단은?", "무슨 고장입니까?", "진단해 줘.", "뭐가 문제야?", "고장이 있나요?", "고장 종류는?", "괜찮은가요?", "고장 나나요?",
            "고장을 말해 주세요.", "기계를 진단해 주세요.", "고장이야?",
        ]);

    /// <summary>A phrasing with its choices made, to be filled in.</summary>
    public string Draw(Random random)
    {
        var data = random.Next(4) switch
        {
            0 => Table(random),
            1 => Pairs(random),
            _ => List(random),
        };
        var question = questions[random.Next(questions.Length)];
        return random.Next(4) == 0
            ? question + (random.Next(2) == 0 ? " " : "\n") + data
            : data + (data.Contains('\n', StringComparison.Ordinal) ? "\n" : random.Next(3) == 0 ? ": " : ". ") + question;
    }

    private string List(Random random) =>
        string.Join(Separators[random.Next(Separators.Length)], Shuffle(random, fields).Select(wordings => wordings[random.Next(wordings.Length)]));

    private string Pairs(Random random)
    {
        var assignment = Assignments[random.Next(Assignments.Length)];
        var separator = assignment == "=" && random.Next(2) == 0 ? " " : Separators[random.Next(Separators.Length)];
        var units = random.Next(2) == 0;
        return string.Join(separator, Shuffle(random, keys).Select(key => key.Names[random.Next(key.Names.Length)] + assignment + (units ? WithUnit(key.Value) : key.Value)))
            + (units ? "" : " ({unit})");
    }

    private string Table(Random random)
    {
        var separator = Columns[random.Next(Columns.Length)];
        var order = Shuffle(random, keys);
        var unit = random.Next(3) switch { 0 => "_{unit}", 1 => " {unit}", _ => "" };
        var header = order.Select(key => key.Names[random.Next(key.Names.Length)] + (key.Value is "{a}" or "{p}" ? unit : ""));
        return string.Join(separator, header) + "\n" + string.Join(separator, order.Select(key => key.Value)) + (unit.Length == 0 ? " ({unit})" : "");
    }

    private static string WithUnit(string value) => value switch { "{a}" => "{air}", "{p}" => "{process}", _ => value };

    private static T[] Shuffle<T>(Random random, T[] items)
    {
        var copy = items.ToArray();
        random.Shuffle(copy);
        return copy;
    }
}
