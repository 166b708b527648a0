using System.Text;

namespace ModelRouter;

/// <summary>A JSON schema's pattern, which is ECMA-262's, as .NET reads it.</summary>
/// <remarks>Not by <see cref="System.Text.RegularExpressions.RegexOptions.ECMAScript"/>: that can't be without backtracking, and has spaces of ASCII only.</remarks>
internal static class SchemaPattern
{
    /// <summary>The end is the end, not before a last line break as well, and digits and characters of words are those of ASCII.</summary>
    internal static string ToNet(string pattern)
    {
        var net = new StringBuilder(pattern.Length + 16);
        var isInClass = false;
        var mayBeRange = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && i + 1 < pattern.Length)
            {
                var escaped = Escape(pattern[++i], isInClass);
                if (mayBeRange && escaped is not null)
                {
                    // A hyphen before a class within a class is one, and would begin a range with the class's first character.
                    net.Insert(net.Length - 1, '\\');
                }

                net.Append(escaped ?? pattern[(i - 1)..(i + 1)]);
                mayBeRange = false;
                continue;
            }

            mayBeRange = isInClass && pattern[i] == '-';
            isInClass = isInClass ? pattern[i] != ']' : pattern[i] == '[';
            net.Append(pattern[i] == '$' && !isInClass ? @"\z" : pattern[i].ToString());
        }

        return net.ToString();
    }

    /// <summary>What differs; the opposites within a class stay .NET's, which has no other way to write them.</summary>
    private static string? Escape(char escaped, bool isInClass) => (escaped, isInClass) switch
    {
        ('d', true) => "0-9",
        ('w', true) => "_a-zA-Z0-9",
        ('d', false) => "[0-9]",
        ('w', false) => "[_a-zA-Z0-9]",
        ('D', false) => "[^0-9]",
        ('W', false) => "[^_a-zA-Z0-9]",
        _ => null,
    };
}
