using static ModelRouter.SecretForm;

namespace ModelRouter;

/// <summary>The published forms of keys and tokens, and the words before passwords.</summary>
internal static class SecretTable
{
    internal static readonly SecretPattern[] Patterns =
    [
        // OpenAI, Anthropic, DeepSeek and others, Groq, xAI; Stripe.
        new("sk-", Token, 16), new("gsk_", Token, 30), new("xai-", Token, 30), new("sk_live_", Token, 16), new("sk_test_", Token, 16), new("rk_live_", Token, 16), new("rk_test_", Token, 16),
        new("whsec_", Token, 20),

        // AWS, Google, Azure, GitHub, GitLab.
        new("AKIA", Token, 16), new("ASIA", Token, 16), new("AIza", Token, 30), new("ya29.", Token, 20), new("GOCSPX-", Token, 20),
        new("Q~", Entra, 31), new("sig=", Signature, 20), new("ghp_", Token, 30), new("gho_", Token, 30),
        new("ghu_", Token, 30), new("ghs_", Token, 30), new("ghr_", Token, 30), new("github_pat_", Token, 16), new("glpat-", Token, 16),

        // Slack, npm, PyPI, Hugging Face, SendGrid, DigitalOcean, Shopify, Vault, Docker.
        new("xoxb-", Token, 16), new("xoxp-", Token, 16), new("xoxa-", Token, 16), new("xoxs-", Token, 16), new("xoxc-", Token, 16), new("xapp-", Token, 16),
        new("hooks.slack.com/services/", Token, 16), new("npm_", Token, 30), new("pypi-", Token, 40), new("hf_", Token, 30), new("SG.", Token, 22),
        new("dop_v1_", Token, 40), new("shpat_", Token, 30), new("hvs.", Token, 20), new("dckr_pat_", Token, 20),

        new("PRIVATE KEY-----", Block), new("PRIVATE KEY BLOCK-----", Block), new("AGE-SECRET-KEY-", Token, 20), new("eyJ", Jwt, 10), new("://", Address),
        new("AccountKey=", Token, 20), new("SharedAccessKey=", Token, 20), new("bearer ", Assignment, 16), new("basic ", Basic, 8),
        new("password", Password, 4), new("passwd", Password, 4), new("passphrase", Password, 4), new("pwd", Password, 4), new("passwort", Password, 4), new("kennwort", Password, 4),
        new("wachtwoord", Password, 4), new("hasło", Password, 4), new("db_pass", Password, 4), new("smtp_pass", Password, 4), new("mail_pass", Password, 4), new("mysql_pass", Password, 4),
        new("mot de passe", Password, 4), new("contraseña", Password, 4), new("senha", Password, 4), new("пароль", Password, 4), new("비밀번호", Password, 4),
        new("비번", Password, 4), new("密码", Password, 4), new("密碼", Password, 4), new("パスワード", Password, 4),
        new("secret", Assignment, 12), new("token", Assignment, 12), new("api_key", Assignment, 12), new("apikey", Assignment, 12),
        new("api-key", Assignment, 12), new("api key", Assignment, 12), new("access_key", Assignment, 12), new("access key", Assignment, 12), new("accesskey", Assignment, 12),
        new("secret_key", Assignment, 12), new("secretkey", Assignment, 12), new("openai_key", Assignment, 16), new("subscription-key", Assignment, 16), new("subscription_key", Assignment, 16),
    ];
}
