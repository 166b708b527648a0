namespace NanoR1;

/// <summary>Ways to give process data: sentences, pairs of key and value, tables; in changing order.</summary>
/// <remarks>Names: {air} and {process} with a unit, {a} and {p} without, {unit}; {rpm}, {nm}, {min}; {q} for the workpiece's quality.</remarks>
internal static class MachinePhrasings
{
    public static Phrasebook English { get; } = new(
        training:
        [
            "Air {air}, process {process}, {rpm} rpm, {nm} Nm, tool wear {min} min, type {q}. [Which failure?|What fails?|Diagnosis?]",
            "type={q} air={air} process={process} speed={rpm} torque={nm} wear={min}\n[Failure?|Diagnose.|Which failure is it?]",
            "air_{unit},process_{unit},rpm,torque,wear,type\n{a},{p},{rpm},{nm},{min},{q}\n[Failure?|What does the row tell?]",
            "type;wear;torque;rpm;air {unit};process {unit}\n{q};{min};{nm};{rpm};{a};{p}\n[Diagnosis?|Which failure?]",
            "A type {q} part runs at {rpm} rpm with {nm} Nm. The tool is {min} min old, the air {air}, the process {process}. [Which failure?|What is wrong?]",
            "[Diagnose|Check] this machine: torque {nm} Nm, speed {rpm} rpm, wear {min} min, air {air}, process {process}, quality {q}.",
            "What failure [is this|do you see]? {q}, {air} air, {process} process, {rpm} rpm, {nm} Nm, {min} min of wear",
            "Tool wear: {min} min\nTorque: {nm} Nm\nSpeed: {rpm} rpm\nAir: {air}\nProcess: {process}\nType: {q}\n[Failure?|What fails?]",
            "Which failure [fits|follows from] speed {rpm}, torque {nm}, wear {min}, type {q}, air {air} and process {process}?",
            "Machine data: {q} / {a} {unit} / {p} {unit} / {rpm} rpm / {nm} Nm / {min} min. [Does it fail?|Any failure?]",
            "The mill turns at {rpm} rpm and {nm} Nm; air {air}, process {process}, wear {min} min, variant {q}. [Will it fail?|Failure mode?]",
            "{q} part, wear {min} min, {nm} Nm at {rpm} rpm, process {process}, air {air}: [which failure?|is it fine?]",
            "[Is there|Do you see] a failure? Type {q}, tool {min} min, {rpm} rpm, {nm} Nm, air {air}, process {process}.",
            "rpm={rpm}, Nm={nm}, min={min}, air={air}, process={process}, type={q}. [Name the failure.|Failure mode?]",
            "Name the failure mode. air temperature {air}; process temperature {process}; speed {rpm}; torque {nm}; wear {min}; type {q}",
            "With air at {air} and process at {process}, a {q} part is cut at {rpm} rpm, {nm} Nm, tool wear {min} min. [Failure?|Diagnosis?]",
            "We measure {nm} Nm, {rpm} rpm, {min} min wear, {air} air, {process} process, type {q}. [What is it?|What do we have?]",
            "status {q} rpm:{rpm} torque:{nm} wear:{min} air:{a} process:{p} ({unit})\n[failure?|diagnosis?]",
            "Read the sensors: air {a}, process {p} (in {unit}), {rpm} rpm, {nm} Nm, {min} min, {q}. [What fails?|Tell the failure.]",
            "My machine shows {rpm} rpm, {nm} Nm, air {air}, process {process}, wear {min} min on a {q} part. [What is wrong?|Is something wrong?]",
            "[Please diagnose|Please check]: wear={min} type={q} rpm={rpm} torque={nm} process={process} air={air}",
            "temperatures {a}/{p} {unit} (air/process), {rpm} rpm, {nm} Nm, tool {min} min, {q}: [failure?|what fails?]",
        ],
        heldOut:
        [
            "Quality {q}: {min} min of tool wear, torque {nm} Nm, {rpm} rpm; air {air}, process {process}. What is the diagnosis?",
            "wear_min,type,rpm,torque_Nm,process_{unit},air_{unit}\n{min},{q},{rpm},{nm},{p},{a}\nWhich failure mode?",
            "speed: {rpm}; torque: {nm}; wear: {min}; type: {q}; air: {air}; process: {process}. Does anything fail?",
            "The air has {air}, the process {process}. Speed is {rpm} rpm, torque {nm} Nm, wear {min} min, type {q}. What fails?",
            "Can you tell the failure from torque {nm}, wear {min}, speed {rpm}, air {air}, process {process}, quality {q}?",
            "Sensor row -> air {a} {unit}, process {p} {unit}, rpm {rpm}, Nm {nm}, min {min}, {q}. Diagnosis, please.",
            "Tool at {min} min, part of type {q}, spindle {rpm} rpm, {nm} Nm, {process} process and {air} air. Is it failing?",
            "{rpm} rpm / {nm} Nm / {min} min / {q} / air {air} / process {process} - name the failure",
            "What is wrong with a mill at {nm} Nm and {rpm} rpm, wear {min} min, type {q}, air {air}, process {process}?",
        ]);

    public static Phrasebook Korean { get; } = new(
        training:
        [
            "공기 {air}, 공정 {process}, {rpm} rpm, {nm} Nm, 마모 {min}분, {q}등급. [어떤 고장입니까?|진단은?]",
            "등급={q} 공기={air} 공정={process} 속도={rpm} 토크={nm} 마모={min}\n[고장은?|진단하세요.]",
            "공기_{unit},공정_{unit},rpm,토크,마모,등급\n{a},{p},{rpm},{nm},{min},{q}\n[고장은?|무슨 고장?]",
            "등급;마모;토크;rpm;공기 {unit};공정 {unit}\n{q};{min};{nm};{rpm};{a};{p}\n[진단은?|어떤 고장?]",
            "{q}등급, {rpm} rpm에 {nm} Nm, 공구 {min}분, 공기 {air}, 공정 {process}. [무슨 고장입니까?|고장은?]",
            "기계 [진단|점검]: 토크 {nm} Nm, 속도 {rpm} rpm, 마모 {min}분, 공기 {air}, 공정 {process}, {q}",
            "무슨 고장[인가요|입니까]? {q}, 공기 {air}, 공정 {process}, {rpm} rpm, {nm} Nm, 마모 {min}분",
            "마모: {min}분\n토크: {nm} Nm\n속도: {rpm} rpm\n공기: {air}\n공정: {process}\n등급: {q}\n[고장은?|진단은?]",
            "속도 {rpm}, 토크 {nm}, 마모 {min}, 등급 {q}, 공기 {air}, 공정 {process}이면 [어떤 고장?|고장이 있나요?]",
            "데이터: {q} / {a} {unit} / {p} {unit} / {rpm} rpm / {nm} Nm / {min}분. [고장?|고장이 있습니까?]",
            "{rpm} rpm, {nm} Nm로 돌고 공기 {air}, 공정 {process}, 마모 {min}분, {q}형. [고장 종류는?|고장 나나요?]",
            "{q}형, 마모 {min}분, {nm} Nm, {rpm} rpm, 공정 {process}, 공기 {air}: [어떤 고장?|괜찮나요?]",
            "고장이 [있나요|있습니까]? {q}형, 공구 {min}분, {rpm} rpm, {nm} Nm, 공기 {air}, 공정 {process}",
            "rpm={rpm}, Nm={nm}, 분={min}, 공기={air}, 공정={process}, 등급={q}. [고장 이름은?|고장 종류는?]",
            "고장을 말하세요. 기온 {air}; 공정 온도 {process}; 속도 {rpm}; 토크 {nm}; 마모 {min}; 등급 {q}",
            "공기 {air}에 공정 {process}, {q}형을 {rpm} rpm, {nm} Nm로 가공, 마모 {min}분. [고장은?|진단은?]",
            "측정: {nm} Nm, {rpm} rpm, 마모 {min}분, 공기 {air}, 공정 {process}, {q}형. [무엇입니까?|뭐가 문제?]",
            "상태 {q} rpm:{rpm} 토크:{nm} 마모:{min} 공기:{a} 공정:{p} ({unit})\n[고장?|진단?]",
            "센서: 공기 {a}, 공정 {p} ({unit}), {rpm} rpm, {nm} Nm, {min}분, {q}. [고장은?|고장을 말해 줘.]",
            "기계가 {rpm} rpm, {nm} Nm, 공기 {air}, 공정 {process}, 마모 {min}분, {q}형. [뭐가 문제예요?|문제가 있어?]",
            "[진단해 줘|점검해 줘]: 마모={min} 등급={q} rpm={rpm} 토크={nm} 공정={process} 공기={air}",
            "온도 {a}/{p} {unit} (공기/공정), {rpm} rpm, {nm} Nm, 공구 {min}분, {q}: [고장?|무슨 고장?]",
        ],
        heldOut:
        [
            "{q}등급: 마모 {min}분, 토크 {nm} Nm, {rpm} rpm; 공기 {air}, 공정 {process}. 진단 결과는?",
            "마모,등급,rpm,토크,공정_{unit},공기_{unit}\n{min},{q},{rpm},{nm},{p},{a}\n어떤 고장입니까?",
            "속도: {rpm}; 토크: {nm}; 마모: {min}; 등급: {q}; 공기: {air}; 공정: {process}. 고장이 있어?",
            "공기는 {air}, 공정은 {process}. 속도 {rpm} rpm, 토크 {nm} Nm, 마모 {min}분, {q}형. 고장은?",
            "토크 {nm}, 마모 {min}, 속도 {rpm}, 공기 {air}, 공정 {process}, 등급 {q}. 고장을 알려 줘.",
            "센서 값 -> 공기 {a} {unit}, 공정 {p} {unit}, rpm {rpm}, Nm {nm}, 분 {min}, {q}. 진단 부탁해.",
            "공구 {min}분, {q}형, {rpm} rpm, {nm} Nm, 공정 {process}, 공기 {air}. 고장 났나요?",
            "{rpm} rpm / {nm} Nm / {min}분 / {q} / 공기 {air} / 공정 {process} - 고장 이름?",
            "{nm} Nm, {rpm} rpm, 마모 {min}분, {q}형, 공기 {air}, 공정 {process}인 기계의 문제는?",
        ]);
}
