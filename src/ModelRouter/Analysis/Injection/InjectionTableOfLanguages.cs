using static ModelRouter.InjectionSignals;

namespace ModelRouter;

/// <summary>The signs of injection in other languages than English.</summary>
internal static class InjectionTableOfLanguages
{
    // Some verbs leave out their first letter, which other forms have differently. Latin verbs of ignoring begin alike in many languages; what stands near tells them apart.
    internal static readonly InjectionRule[] Rules =
    [
        Override(["ignor", "olvid", "descart", "no sigas", "desobedec"], ["anterior", "previas", "previos", "todas las", "de arriba"], ["instruccion", "indicacion", "directriz", "directrices", "órdenes", "reglas", "prompt"]),
        Override(["ignor", "oubli", "ne tiens pas compte", "ne tenez pas compte", "ne suis pas", "fais abstraction"], ["précédent", "antérieur", "ci-dessus", "toutes les", "tes instructions"], ["instruction", "consigne", "directive", "règles", "invite", "prompt"]),
        Override(["ignorier", "vergiss", "vergessen sie", "missacht", "befolge nicht"], ["vorherig", "vorigen", "bisherig", "obig", "alle", "früher", "deine"], ["anweisung", "instruktion", "befehl", "regeln", "vorgaben", "prompt"]),
        Override(["ignore", "squeça", "desconsider", "ão siga"], ["anterior", "acima", "todas as", "prévi"], ["instruç", "orientaç", "diretriz", "regras", "comandos", "prompt"]),
        Override(["ignora", "dimentica", "trascura", "non seguire"], ["precedent", "sopra", "tutte le", "tutti i"], ["istruzion", "regole", "comand", "direttiv", "prompt"]),
        Override(["negeer", "vergeet"], ["vorige", "bovenstaande", "eerdere", "alle", "voorgaande"], ["instructies", "regels", "opdrachten", "aanwijzingen", "prompt"]),
        Override(["zignoruj", "ignoruj", "zapomnij", "omiń"], ["poprzedni", "wcześniejsz", "powyższ", "wszystkie", "wszystkich"], ["instrukcj", "polece", "zasad", "wytyczn"]),
        Override(["abaikan", "lupakan"], ["sebelumnya", "di atas", "semua"], ["instruksi", "perintah", "aturan", "petunjuk"]),
        Override(["ỏ qua", "uên", "hớt lờ"], ["trước", "ở trên", "mọi", "tất cả"], ["hướng dẫn", "chỉ thị", "mệnh lệnh", "quy tắc", "lệnh"]),
        Override(["görmezden gel", "yok say", "unut", "dikkate alma"], ["önceki", "yukarıdaki", "tüm", "bütün"], ["talimat", "kurallar", "komut", "yönerge"]),
        Override(["ignorera", "löm"], ["tidigare", "föregående", "ovan", "alla"], ["instruktion", "regler", "anvisning"]),
        Override(["гнорируй", "абудь", "е обращай внимания", "е следуй"], ["предыдущ", "все ", "всё", "выше", "прежни", "прошлые"], ["инструкц", "указани", "правил", "команд", "промпт"]),
        Override(["гноруй", "абудь"], ["попередн", "усі", "всі", "вище"], ["інструкц", "вказівк", "правил", "команд"]),
        Override(["무시하", "무시해", "잊어", "따르지 마", "따르지 말"], ["이전", "위의", "앞의", "앞서", "지금까지", "기존", "모든", "원래"], ["지시", "명령", "지침", "프롬프트", "규칙", "설정"]),
        Override(["忽略", "无视", "無視", "忘记", "忘記", "忘掉", "不要遵守"], ["之前", "以上", "先前", "前面", "所有", "上述", "此前"], ["指令", "指示", "提示", "规则", "規則", "命令", "设定"]),
        Override(["無視し", "忘れて", "従わない", "従わず"], ["これまで", "以前", "上記", "前の", "すべて", "全て", "今まで"], ["指示", "命令", "ルール", "プロンプト", "指令", "設定"]),
        Override(["تجاهل", "انس "], ["السابق", "أعلاه", "جميع", "كل "], ["التعليمات", "الأوامر", "القواعد", "تعليمات"]),
        Override(["نادیده بگیر", "فراموش کن"], ["قبلی", "بالا", "تمام", "همه"], ["دستور", "قوانین", "راهنما"]),
        Override(["अनदेखा", "नज़रअंदाज़", "नजरअंदाज", "भूल जा"], ["पिछल", "सभी", "उपरोक्त", "पहले"], ["निर्देश", "नियम", "आदेश"]),
        Override(["ไม่ต้องสนใจ", "เพิกเฉย", "ละเว้น", "ลืม"], ["ก่อนหน้า", "ข้างต้น", "ทั้งหมด"], ["คำสั่ง", "คำแนะนำ", "กฎ"]),
        Ask(["시스템 프롬프트", "시스템 메시지", "초기 지시", "숨겨진 지시"], ["보여", "알려", "출력", "말해", "공개", "그대로", "뭐야", "적어"]),
        Ask(["系统提示", "系統提示", "初始指令", "系统指令", "隐藏指令"], ["显示", "顯示", "输出", "輸出", "告诉", "告訴", "透露", "重复", "给我", "打印"]),
        Ask(["システムプロンプト", "初期指示", "隠された指示"], ["表示", "教え", "出力", "見せ", "開示", "そのまま"]),
        Ask(["prompt del sistema", "prompt de sistema", "tus instrucciones iniciales"], ["muestra", "muéstra", "revela", "dime", "repite", "imprime"]),
        Ask(["prompt do sistema", "suas instruções iniciais"], ["mostr", "revel", "diga", "repita", "exiba"]),
        Ask(["prompt système", "instructions initiales", "invite système"], ["montre", "révèle", "affiche", "donne", "répète"]),
        Ask(["prompt di sistema", "tue istruzioni iniziali"], ["mostra", "rivela", "dimmi", "ripeti", "stampa"]),
        Ask(["systemprompt", "system-prompt", "systemanweisung"], ["zeig", "verrat", "gib", "nenne", "wiederhol", "laat", "toon", "visa"]),
        Ask(["истемный промпт", "истемную инструкцию", "истемные инструкции", "истемного промпта"], ["покажи", "раскрой", "выведи", "повтори", "скажи", "напечатай"]),
        new(Concealment, 0.25, 0.65, ["사용자에게", "유저에게"], ["말하지 마", "알리지 마", "알리지 말", "말하지 말", "비밀"]),
        new(Concealment, 0.25, 0.65, ["告诉用户", "告訴用戶", "通知用户"], ["不要", "别", "請勿"]),
        new(Role, 0.2, 0.5, ["지금부터 너는", "이제부터 너는", "지금부터 당신은", "이제부터 당신은", "从现在开始你", "从现在起你", "从现在起，你", "a partir de ahora eres", "ab jetzt bist du", "partir de maintenant tu es"]),
    ];

    private static InjectionRule Override(string[] verbs, string[] which, string[] what) => new(InjectionSignals.Override, 0.6, 0.9, verbs, which, what);

    private static InjectionRule Ask(string[] what, string[] verbs) => new(PromptRequest, 0.55, 0.75, what, verbs);
}
