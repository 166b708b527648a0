using System.Text;

namespace ModelRouter.LlamaCpp;

/// <summary>Turns generated tokens into text: bytes to characters, thought from answer, cut at stop sequences.</summary>
internal sealed class OutputText
{
    private readonly IModelVocabulary _vocabulary;
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly ThinkSplitter _splitter;
    private readonly StopSequenceMatcher _stops;
    private bool _isAnswer;

    /// <summary>Text of one generation.</summary>
    /// <param name="vocabulary">The model's vocabulary.</param>
    /// <param name="splitter">Parts thought and answer; new, and told whether the prompt opened the thought.</param>
    /// <param name="stopSequences">Looked for in the answer alone: a thought that mentions one must not end the call without an answer.</param>
    public OutputText(IModelVocabulary vocabulary, ThinkSplitter splitter, IEnumerable<string>? stopSequences)
    {
        _vocabulary = vocabulary;
        _splitter = splitter;
        _stops = new StopSequenceMatcher(stopSequences);
    }

    public bool InThought => _splitter.InThought;

    /// <summary>What would close the thought.</summary>
    public string CloseTag => _splitter.Tag.Close;

    /// <summary>True to drop text of the answer that comes within the token that closes the thought: no grammar could be asked about it.</summary>
    public bool BeginsWithNextToken { get; init; }

    /// <summary>True once a stop sequence has been met.</summary>
    public bool Stopped => _stops.Matched;

    /// <summary>Says that all that comes is answer, also what looks like a tag that opens a thought.</summary>
    public void BeginAnswer() => _isAnswer = true;

    /// <summary>Takes a token; gives the text that is certain by now.</summary>
    public ThinkSplit Add(int token) => Split(Decode(_vocabulary.Piece(token), flush: false));

    /// <summary>Ends the output; gives what was held back. Bytes that never became a character come out as U+FFFD.</summary>
    public ThinkSplit Flush()
    {
        var last = Split(Decode([], flush: true));
        var held = _splitter.Flush();
        var answer = last.Answer + _stops.Push(held.Answer);
        return new(last.Reasoning + held.Reasoning, answer + _stops.Flush());
    }

    private ThinkSplit Split(string text)
    {
        if (text.Length == 0)
        {
            return new("", "");
        }

        if (_isAnswer)
        {
            return new("", _stops.Push(text));
        }

        var wasInThought = _splitter.InThought;
        var split = _splitter.Push(text);
        if (BeginsWithNextToken && wasInThought && !_splitter.InThought)
        {
            return split with { Answer = "" };
        }

        return split with { Answer = _stops.Push(split.Answer) };
    }

    private string Decode(ReadOnlySpan<byte> bytes, bool flush)
    {
        // UTF-8 never gives more characters than bytes, but for what an earlier token left unfinished.
        Span<char> buffer = bytes.Length <= 256 ? stackalloc char[260] : new char[bytes.Length + 4];
        var count = _decoder.GetChars(bytes, buffer, flush);
        return count == 0 ? "" : new string(buffer[..count]);
    }
}
