using static ModelRouter.PromptTask;

namespace ModelRouter;

/// <summary>What the commonest words of other languages ask for.</summary>
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
    ];
}
