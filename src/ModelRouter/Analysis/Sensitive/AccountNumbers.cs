namespace ModelRouter;

/// <summary>Numbers of bank accounts that have no check of their own: what is said directly before tells them.</summary>
internal static class AccountNumbers
{
    private static readonly NearWords Words = new(
        "bank account", "account and routing", "계좌", "계좌번호", "口座番号", "银行账号", "銀行帳號", "kontonummer", "bankverbindung", "cuenta bancaria", "conta bancária", "compte bancaire");

    // Packets and requests are routed as well, so that the number's check has to tell: nine digits of the American Bankers Association.
    private static readonly NearWords Routing = new("routing");

    internal static bool Is(ReadOnlySpan<char> text, int start, ReadOnlySpan<byte> digits, ReadOnlySpan<int> groups, ReadOnlySpan<char> separators) =>
        digits.Length is >= 8 and <= 17 && groups is not ([4, 2, 2] or [2, 2, 4]) && separators[1..].IndexOfAny('.', '/') < 0
        && (Words.AreBefore(text, start, directly: true) || (digits.Length == 9 && Checks.Sum(digits, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 == 0 && Routing.AreBefore(text, start, directly: true)));
}
