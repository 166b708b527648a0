using static ModelRouter.PromptTask;

namespace ModelRouter;

/// <summary>The commonest words of other languages: what they ask for, and which language they are.</summary>
internal static class OtherLanguageCues
{
    internal static readonly Cue[] Table =
    [
        Cue.Task(Translation, 8, "翻译", "翻譯", "翻訳", "übersetz*", "tradui*", "traduc*", "traduz*", "переведи*", "ترجم", "अनुवाद"),
        Cue.Task(Summarization, 8, "总结", "概括", "要約", "résum*", "zusammenfass*", "fasse", "resum*", "кратко", "لخص", "सारांश"),
        Cue.Task(Code, 6, "代码", "函数", "コード", "関数", "código", "fonction python", "код", "функци*"),
        Cue.Task(PromptTask.Math, 6, "计算", "計算", "berechne", "calcule*", "calcula*", "вычисли*", "احسب"),
        Cue.Task(CreativeWriting, 8, "写一首诗", "写诗", "詩を", "poème", "gedicht", "poema", "стих*", "قصيدة", "कविता"),
        Cue.Task(Knowledge, 4, "什么是", "是什么", "とは", "教えて", "qu'est-ce que", "was ist", "qué es", "что такое", "क्या है", "ما هي", "ما هو",
            "capitale", "hauptstadt", "capital de", "столиц*", "首都"),
        Cue.Task(Planning, 8, "计划", "計画", "行程", "reiseplan", "itinéraire", "itinerario", "план"),
        Cue.Task(Chat, 7, "你好", "こんにちは", "bonjour", "guten tag", "hallo", "hola", "привет", "مرحبا", "नमस्ते", "merci", "danke",
            "gracias", "спасибо"),
        Cue.Language(
            "en", "the", "is", "are", "what", "how", "of", "to", "and", "in", "for", "my", "you", "please", "can", "this", "that",
            "with", "i", "it", "from",
            "write", "why", "which", "who", "when", "where", "explain", "translate", "hello", "thanks", "if", "does", "do", "your",
            "give", "make", "me", "at", "find", "an",
            "rewrite", "rephrase", "paraphrase", "summarize", "classify", "categorize", "label", "extract", "fix", "refactor",
            "proofread", "compare", "solve", "calculate",
            "create", "list", "tell", "hi", "hey", "good", "thank", "plan", "describe", "define", "implement", "prove", "compute", "all",
            "could", "should", "would", "not",
            "once", "upon", "there", "they", "have", "has", "were", "will", "about", "into", "then", "than", "but", "we", "she", "he",
            "his", "her", "use", "show", "help", "need", "time"),
        Cue.Language("fr", "le", "la", "les", "des", "est", "une", "pour", "que", "qui", "dans", "vous", "je", "et", "du", "comment",
            "pourquoi", "bonjour", "merci", "un", "moi", "ce", "de", "quelle", "sur"),
        Cue.Language("de", "der", "die", "das", "ist", "und", "ein", "eine", "nicht", "wie", "ich", "für", "mit", "auf", "zu", "den",
            "bitte", "was", "von", "danke", "mir", "einen", "hallo", "warum", "im", "diesen", "ins"),
        Cue.Language("es", "el", "la", "los", "las", "que", "es", "una", "por", "para", "como", "cómo", "qué", "en", "un", "del", "y",
            "está", "hola", "gracias", "de", "me", "mi", "cuál", "este", "al"),
        Cue.Language("pt", "o", "os", "uma", "não", "para", "como", "que", "em", "do", "da", "você", "é", "um", "de", "obrigado", "qual",
            "este", "por", "ao"),
        Cue.Language("it", "il", "lo", "gli", "che", "di", "un", "una", "per", "come", "è", "non", "sono", "ciao", "grazie", "della",
            "questo", "mi", "qual", "perché", "la"),
        Cue.Language("nl", "de", "het", "een", "en", "van", "is", "ik", "niet", "hoe", "voor", "met", "wat", "op", "deze", "mij", "dit",
            "je", "waarom"),
        Cue.Language("pl", "jest", "nie", "jak", "się", "czy", "że", "na", "co", "dla", "proszę", "w", "dlaczego", "do", "mi"),
        Cue.Language("tr", "bir", "ve", "nasıl", "için", "bu", "nedir", "mi", "ne", "bana", "lütfen", "neden", "ile", "merhaba"),
        Cue.Language("id", "yang", "dan", "ini", "itu", "untuk", "bagaimana", "apa", "dengan", "tidak", "saya", "tolong", "adalah", "di",
            "mengapa"),
        Cue.Language("vi", "là", "của", "và", "một", "không", "như", "thế", "nào", "tôi", "cho", "này", "gì", "các", "bạn", "hãy"),
    ];
}
