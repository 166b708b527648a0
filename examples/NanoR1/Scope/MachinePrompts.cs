using System.Globalization;

namespace NanoR1;

/// <summary>Lines of machine data as people and programs write them, for training the scope.</summary>
internal sealed class MachinePrompts : IPromptSource
{
    private static readonly Phrasebook English = new(
        [
            "Air temperature {air} K, process temperature {process} K, rotational speed {speed} rpm, torque {torque} Nm, tool wear {wear} min, [product |]quality {q}[.| {ask}]",
            "[air|Air|air temp|air temperature|Tair][=|: ]{air}[ K|K|][, |; | ][process|process temp|process temperature|Tproc][=|: ]{process}[ K|K|][, |; | ][speed|rpm|rotational speed][=|: ]{speed}[ rpm|][, |; | ]torque[=|: ]{torque}[ Nm|][, |; | ][wear|tool wear][=|: ]{wear}[ min|][, |; | ][quality|type|product quality|product][=|: ]{q}[| {ask}]",
            "{q}[,|;]{air}[,|;]{process}[,|;]{speed}[,|;]{torque}[,|;]{wear}",
            "[type|quality],air,process,speed,torque,wear: {q},{air},{process},{speed},{torque},{wear}[| {ask}]",
            "{ask} [Air|The air] is at {air} K, the process at {process} K; it [turns|runs|rotates] at {speed} rpm with a torque of {torque} Nm, and the tool has {wear} minutes of wear. [Product quality|Quality] {q}.",
            "The machine runs at {speed} rpm [with|and] {torque} Nm of torque[,|;] the tool has been used [for |]{wear} min, air {air} K, process {process} K, quality {q}. {ask}",
            "[Diagnose|Check|Assess] [this machine|this reading|the machine|this line][:|: |. ]quality {q}, air temperature {air}, process temperature {process}, speed {speed}, torque {torque}, tool wear {wear}[.|]",
            "[Sensor reading|Reading|Machine data|Process data]: T_air {air} K | T_process {process} K | {speed} rpm | {torque} Nm | wear {wear} min | {q}",
            "{ask}\nair temperature: {air} K\nprocess temperature: {process} K\nrotational speed: {speed} rpm\ntorque: {torque} Nm\ntool wear: {wear} min\nquality: {q}",
        ],
        [
            "[Please look at|Evaluate] our mill: product {q}, {speed} rpm, torque {torque} Nm, tool wear {wear} minutes, air {air} K and process {process} K. {ask}",
            "quality {q} / air temperature {air} / process temperature {process} / rotational speed {speed} / torque {torque} / tool wear {wear} - {ask}",
            "With air at {air} K, process at {process} K, {speed} rpm, {torque} Nm and {wear} min on the tool, product quality {q}: {ask}",
        ]);

    private static readonly Phrasebook Korean = new(
        [
            "공기 온도 {air}K, 공정 온도 {process}K, 회전 속도 {speed}rpm, 토크 {torque}Nm, 공구 마모 {wear}분, [제품 |]품질 {q}[.|. {ask}]",
            "[공기|공기 온도|기온][=|: ]{air}[K|][, | ][공정|공정 온도][=|: ]{process}[K|][, | ][회전|회전수|회전 속도][=|: ]{speed}[rpm|][, | ]토크[=|: ]{torque}[Nm|][, | ][마모|공구 마모][=|: ]{wear}[분|][, | ][품질|등급|제품 품질][=|: ]{q}[| {ask}]",
            "{ask} 공기 온도는 {air}K, 공정 온도는 {process}K이고 {speed}rpm으로 돌며 토크는 {torque}Nm, 공구는 {wear}분 사용했고 품질은 {q}[입니다|이다|야].",
            "[이 기계|설비|이 설비|기계][를|의 상태를|] [진단해줘|진단해 주세요|점검해줘|판단해줘][: |. ]품질 {q}, 공기 온도 {air}, 공정 온도 {process}, 회전 속도 {speed}, 토크 {torque}, 공구 마모 {wear}",
            "[센서 값|측정값|공정 데이터|기계 데이터]: 공기 {air}K / 공정 {process}K / {speed}rpm / {torque}Nm / 마모 {wear}분 / {q}[| {ask}]",
            "회전 속도 {speed}rpm, 토크 {torque}Nm, 공구 마모 {wear}분, 공기 {air}K, 공정 {process}K, 품질 {q}인 기계[는|가] {ask}",
            "{q},{air},{process},{speed},{torque},{wear} {ask}",
            "공기 온도: {air} K\n공정 온도: {process} K\n회전 속도: {speed} rpm\n토크: {torque} Nm\n공구 마모: {wear} 분\n품질: {q}\n{ask}",
        ],
        [
            "품질 {q} 제품, {speed}rpm, 토크 {torque}Nm, 공구 {wear}분 사용, 공기 {air}K, 공정 {process}K일 때 {ask}",
            "{ask} (공기 온도 {air}, 공정 온도 {process}, 회전 속도 {speed}, 토크 {torque}, 공구 마모 {wear}, 품질 {q})",
        ]);

    private static readonly string[] EnglishAsk =
    [
        "Will it fail?", "What is wrong?", "Is the machine healthy?", "Which failure is likely?", "Diagnose it.", "Is there a failure?", "What failure does this show?",
        "Will this machine fail, and why?", "Is this ok?", "Any problem?", "diagnosis?", "What is the diagnosis?",
    ];

    private static readonly string[] KoreanAsk =
    [
        "고장 날까?", "문제가 있어?", "상태가 어때?", "고장인가요?", "진단해줘.", "어떤 고장이야?", "정상이야?", "원인이 뭐야?", "진단해 주세요.", "고장 원인은?", "이상이 있나요?",
    ];

    public string Name => "machine";

    public Competence Competence => Competence.Machine;

    public string Say(Random random, Split split, string language)
    {
        var asks = language == "ko" ? KoreanAsk : EnglishAsk;
        var air = 295 + (random.NextDouble() * 10);
        return (language == "ko" ? Korean : English).Say(
            random,
            split,
            ("air", Tenths(air)),
            ("process", Tenths(air + 8 + (random.NextDouble() * 4))),
            ("speed", $"{random.Next(1_100, 2_900)}"),
            ("torque", Tenths(4 + (random.NextDouble() * 72))),
            ("wear", $"{random.Next(0, 254)}"),
            ("q", random.Next(8) == 0 ? ((string[])["low", "medium", "high"])[random.Next(3)] : $"{"LMH"[random.Next(3)]}"),
            ("ask", asks[random.Next(asks.Length)]));
    }

    private static string Tenths(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
