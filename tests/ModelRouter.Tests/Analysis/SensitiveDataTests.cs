using CsCheck;
using Microsoft.Extensions.AI;
using static ModelRouter.SensitiveData;

namespace ModelRouter.Tests;

public class SensitiveDataTests
{
    private static readonly string[] Checked = ["86095742719", "4111111111111111", "184127645108946", "7569217076985", "15078613723"];

    /// <summary>Numbers that authorities publish as examples, or made by their published rules.</summary>
    public static TheoryData<string, SensitiveData> Samples => new()
    {
        { "Steuer-ID 86095742719 bitte eintragen", NationalId }, { "meine IdNr. ist 65 929 970 489", NationalId },
        { "NIR : 1 84 12 76 451 089 46", NationalId }, { "sécu 184127645108946", NationalId }, { "184092A76330116 est son numéro", NationalId },
        { "Mi DNI es 12345678Z.", NationalId }, { "DNI 12345678-Z", NationalId }, { "NIE X1234567L", NationalId },
        { "CF: RSSMRA85T10A562S", NationalId }, { "meu CPF é 529.982.247-25", NationalId }, { "CPF 52998224725", NationalId },
        { "Aadhaar 2341 2341 2346", NationalId }, { "आधार 234123412346", NationalId }, { "身份证11010519491231002X", NationalId },
        { "マイナンバーは621498320257です", NationalId }, { "my number: 6214 9832 0257", NationalId }, { "BSN 111222333", NationalId },
        { "PESEL: 44051401359", NationalId }, { "NI number AB123456C", NationalId }, { "NI AB 12 34 56 C on file", NationalId },
        { "SSN 123-45-6789", NationalId }, { "her social security number is 123456789", NationalId }, { "fødselsnummer 15078613723", NationalId },
        { "personnummer 811218-9876", NationalId }, { "TC kimlik no 17291716060", NationalId }, { "AHV 756.9217.0769.85", NationalId },
        { "NN 85.07.30-033.28", NationalId }, { "NRIC S1234567D", NationalId }, { "身分證 A123456789", NationalId },
        { "SIN: 046 454 286", NationalId }, { "บัตร 1-1014-00123-45-1", NationalId }, { "주민번호 800101-1234560 확인", NationalId }, { "PAN ABCPE1234F", NationalId },
        { "תעודת זהות 123456782", NationalId }, { "personnummer 19811218-9876", NationalId }, { "NN 17.07.30-033.84", NationalId },
        { "800101-5234563 외국인", NationalId }, { "200101-3234561", NationalId }, { "NRIC T1234567J", NationalId }, { "184092B33011626 est son numéro", NationalId },
        { "2 12345678Z", NationalId }, { "1 2 3 4 5 6 1 84 12 76 451 089 46", NationalId }, { "12345678901 86095742719", NationalId },
        { "IBAN DE89370400440532013000", BankAccount }, { "DE89 3704 0044 0532 0130 00 ist mein Konto", BankAccount },
        { "GB82 WEST 1234 5698 7654 32", BankAccount }, { "FR14 2004 1010 0505 0001 3M02 606.", BankAccount }, { "NO93 8601 1117 947", BankAccount },
        { "5555 5555 5555 4444", PaymentCard }, { "amex 378282246310005", PaymentCard }, { "3782 822463 10005", PaymentCard },
        { "6011-1111-1111-1117", PaymentCard }, { "card 4111 1111 1111 1111 12/27 123", PaymentCard }, { "2 4111 1111 1111 1111", PaymentCard },
        { "+1 (212) 555-0187", Phone }, { "+49 (0)30 901820", Phone }, { "+821012345678", Phone }, { "010-1234-5678 3시에", Phone }, { "mobil 0170 1234567", Phone },
        { "06 12 34 56 78", Phone }, { "020 7946 0958", Phone }, { "07700 900123", Phone }, { "090-1234-5678", Phone }, { "138 1234 5678", Phone },
        { "手机13812345678", Phone }, { "(11) 91234-5678", Phone }, { "98765 43210", Phone }, { "8 (912) 345-67-89", Phone }, { "0912 345 678", Phone },
        { "0532 123 45 67", Phone }, { "06-12345678", Phone }, { "teléfono 612 345 678", Phone }, { "telefon 501 234 567", Phone }, { "070-123 45 67", Phone },
        { "0812-3456-7890", Phone }, { "tel: 22123456", Phone }, { "+(49) 30 901820", Phone }, { "電話：０９０　１２３４　５６７８", Phone },
        { "4000 1234 1234 1235 005", PaymentCard },
        { "4111111111111111 123", PaymentCard }, { "4111111111111111 12/27", PaymentCard }, { "4111111111111111 5500000000000004", PaymentCard },
        { "4111-1111-1111-1111 010-1234-5678", PaymentCard | Phone }, { "4111 1111 1111 1111 0927 123", PaymentCard },
        { "card 4111 1111 1111 1111 1234", PaymentCard }, { "카드 1234 4111 1111 1111 1111", PaymentCard },
        { "2 4111 1111 1111 1111 123", PaymentCard }, { "order 1234567 4111 1111 1111 1111 987", PaymentCard }, { "12345678 4111 1111 1111 1111 987", PaymentCard },
        { "2 15 4111-1111-1111-1111 123 45", PaymentCard }, { "1 22 333 22 1 22 333 22 4111 1111 1111 1111 123 22 1 22", PaymentCard },
        { "86095742719 01.02.1980", NationalId }, { "800101-1234560 900202-2345678", NationalId }, { "123-45-6789 987-65-4321 111-22-3333", NationalId },
        { "4500123456 4500123457 123-45-6789", NationalId }, { "2026-11-25 86095742719 100", NationalId }, { "86095742719 86095742719 86095742719 86095742719", NationalId },
        { "01012345678 3시에", Phone }, { "010-1234-5678 010-8765-4321 010-1111-2222", Phone }, { "4500123456 4500123457 010-1234-5678", Phone },
        { "1 2 3 4 5 6 7 8 9 10 11 010-1234-5678", Phone }, { "2026-11-25 010-1234-5678 100", Phone }, { "tel 22123456 22123457 22123458 22123459", Phone },
        { "12 345678901234567890123456789012 010-1234-5678", Phone },
        { "mail müller+x@firma.co.kr!", SensitiveData.Email },
        { "ghp_16C7e42F292c6912E7710c838347Ae178B4a", Secret }, { "export OPENAI_API_KEY=sk-proj-abc123DEF456ghi789jkl", Secret },
        { "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY1", Secret },
        { "Authorization: Bearer abcDEF123456ghiJKL789", Secret },
        { "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc", Secret }, { "postgres://app:s3cr3tpw@db/prod", Secret },
        { "Server=db;User Id=sa;Password=Tr0ub4dor&3;", Secret }, { "\"password\": \"correcthorse\"", Secret }, { "Passwort: Sommer2026!", Secret },
        { "the password is hunter22", Secret }, { "비밀번호는 abcd1234 입니다", Secret }, { "密码：abc12345", Secret }, { "contraseña: Verano2026", Secret },
        { "DefaultEndpointsProtocol=https;AccountKey=abcdEFGH1234567890abcd==;", Secret }, { "client_secret: 'a8f5f167f44f4964e6c998dee827110c'", Secret },
        { "ftp://bob:a1z@host", Secret }, { "Passwort: 271828", Secret }, { "password: Password1!", Secret }, { "pwd=secret123", Secret }, { "Passwort: Truelove#87", Secret }, { "postgres://app:password123@db/prod", Secret },
        { "電話：０９０－１２３４－５６７８", Phone }, { "هاتف ٠٥٠١٢٣٤٥٦٧", Phone }, { "tel: 0501234567", Phone }, { "４１１１１１１１１１１１１１１１", PaymentCard }, { "आधार २३४१२३४१२३४६", NationalId },
        { "kim＠example．com", SensitiveData.Email }, { "kim@müller.de", SensitiveData.Email }, { "hong@회사.한국", SensitiveData.Email },
        { "glpat-AbC123dEf456GhI789jk", Secret }, { "-----BEGIN OPENSSH PRIVATE KEY-----", Secret },
        { "streng vertraulich", ConfidentialMark }, { "confidentiel", ConfidentialMark }, { "社外秘", ConfidentialMark }, { "本文件属于机密", ConfidentialMark },
        { "Contraseña: Verano2026", Secret }, { "CONTRASEÑA: Verano2026", Secret }, { "Пароль: qwerty12", Secret }, { "ПАРОЛЬ: qwerty12", Secret },
        { "Конфиденциально", ConfidentialMark }, { "КОНФИДЕНЦИАЛЬНО! Отчёт.", ConfidentialMark }, { "Для служебного пользования", InternalMark },
        { "Nur für den internen Gebrauch", InternalMark }, { "NUR FÜR DEN INTERNEN GEBRAUCH", InternalMark },
        { "기밀입니다", ConfidentialMark }, { "기밀문서", ConfidentialMark }, { "社外秘です", ConfidentialMark }, { "社外秘PDFファイル", ConfidentialMark }, { "机密文件", ConfidentialMark },
        { "이 문서는 confidential입니다", ConfidentialMark }, { "यह गोपनीय है", ConfidentialMark }, { "конфиденциально, не пересылать", ConfidentialMark },
        { "For internal use only.", InternalMark }, { "사내 전용", InternalMark },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public void Finds_it(string text, SensitiveData expected)
    {
        Assert.Equal(expected, SensitiveText.Find(text) & expected);
    }

    /// <summary>Functions' results are mostly JSON by the time that they are sent, in which line starts, quotes and letters are escaped.</summary>
    [Theory]
    [MemberData(nameof(Samples))]
    public void Finds_it_in_a_functions_result_as_the_function_wrote_it(string text, SensitiveData expected)
    {
        foreach (var written in (string[])[text, $"rows:\n{text}", $"1\t{text}\t2", $"\"{text}\"", $"rows:\r\n\t\"{text}\"\n"])
        {
            foreach (var result in ToolResults.Of(written))
            {
                var profile = new HeuristicPromptAnalyzer().Analyze([new(ChatRole.Tool, [new FunctionResultContent("1", result)])], null);
                Assert.True(expected == (profile.SensitiveData & expected), $"{result}");
            }
        }
    }

    [Theory]
    [InlineData("Order 4500123456, delivery 80012345, invoice 2026-000123.")]
    [InlineData("The file has 1,234,567 rows and 12.345.678 bytes.")]
    [InlineData("Server 192.168.100.200 answered at 2026-11-25T12:30:45.123456Z.")]
    [InlineData("Commit 3f786850e387550fdab836ed7e6dc881de23001b fixed it.")]
    [InlineData("id 550e8400-e29b-41d4-a716-446655440000")]
    [InlineData("ISBN 978-3-16-148410-0 costs 29.90")]
    [InlineData("Years 2019 2020 2021 2022 2023, in thousands: 1 200 300, 612 345 678.")]
    [InlineData("Readings 4512 4498 4530 4521 4507 4511, then 5102 5110 5099 5101 5105 5108 5112.")]
    [InlineData("1234567890123456789012345678901234567890 12 3456")]
    [InlineData("12 4111 1111 1111 1111 4507 12, and 1234567 4111 1111 1111 1111 9871 4")]
    [InlineData("pwd=/srv/app1, pwd: /home/build7/work, PWD=C:\\agent2")]
    [InlineData("12 345678901234567890123456789012 12 345678901234567890123456789012")]
    [InlineData("from 10-12-2025 to 11-01-2026, pages 100-200-300")]
    [InlineData("def login(user, password: str, token: str | None = None): password = getpass.getpass()")]
    [InlineData("Set password=${DB_PASSWORD} and api_key=<your key here>, secret: your-secret-here")]
    [InlineData("How do I reset my password? The password must have twelve characters.")]
    [InlineData("\"password\": \"string\", \"token\": \"required\"")]
    [InlineData("max_tokens: 4096, tokens=128000, token count 12")]
    [InlineData("EYJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc")]
    [InlineData("git clone git@github.com:owner/repository.git")]
    [InlineData("see https://example.org:8080/a@b and task-list-of-12345678-items")]
    [InlineData("A confidentiality agreement is a contract.")]
    [InlineData("Password: unchanged since May, ftp://bob:no@host and Passwort: 27182")]
    [InlineData("Take the GRAB 12 34 56 C and fax pages 1 2 3 4 5 6 7 8.")]
    [InlineData("serial GB61ABCDEFGH123456, row 1234 4111 1111 1111 1111 987")]
    [InlineData("Политика конфиденциальности и условия. Конфиденциальность данных.")]
    [InlineData("गोपनीयता नीति")]
    [InlineData("정보 보안의 세 요소는 기밀성, 무결성, 가용성이다.")]
    [InlineData("信息安全包括机密性和完整性。機密性とは何ですか。")]
    [InlineData("3.14159265358979, 2.718281828459045, 0.5772156649")]
    [InlineData("Part number AB-1234-5678, model X1234567A")]
    [InlineData("{\"temperature\": 21.5, \"timestamp\": 1764073845}")]
    public void Leaves_ordinary_text_alone(string text)
    {
        Assert.Equal(None, SensitiveText.Find(text));
        Assert.All(ToolResults.Of(text), static result => Assert.Equal(
            None, new HeuristicPromptAnalyzer().Analyze([new(ChatRole.Tool, [new FunctionResultContent("1", result)])], null).SensitiveData));
    }

    /// <summary>Numbers of daily life with random digits: how often they are taken for somebody's.</summary>
    [Theory]
    [InlineData("Order ########## has shipped.", 0.01)]
    [InlineData("Ticket ####### is closed.", 0)]
    [InlineData("Invoice 2026-###### of ## November.", 0.002)]
    [InlineData("Parcel ############ is on its way.", 0.002)]
    [InlineData("Serial ################ was replaced.", 0.03)]
    [InlineData("Article 4############ in stock.", 0.005)]
    [InlineData("We sold ###,### pieces for €#,###,###.##.", 0)]
    [InlineData("Article ###.###.### in stock.", 0.002)]
    [InlineData("The pump ran at ####.## rpm and ##.# degrees for ### hours.", 0)]
    [InlineData("Reading ## ## ## ## ## ## ##", 0.01)]
    [InlineData("Batch ###-####-## passed.", 0.005)]
    [InlineData("Build ##.#.###.##### of 2026-0#-1#", 0.002)]
    [InlineData("Timestamp 17######## and 17##########1", 0.02)]
    [InlineData("Position ##.######, ###.######", 0.002)]
    [InlineData("Case AB########", 0.01)]
    [InlineData("Account ########", 0)]
    [InlineData("#### #### #### #### ####", 0.005)]
    [InlineData("#### #### #### #### #### #### #### ####", 0.005)]
    [InlineData("3# 4## 1### 2# 5## 6# 7### 8## 9# #", 0.02)]
    [InlineData("1 2# 7## 4# 1## 5# 6 3## 7# 8## 9# 2# 3 4# 8## 6 9#", 0.02)]
    [InlineData("#####.## ####.# ###.### ##.#### #####.# ###", 0.002)]
    [InlineData("1## 2### 3#### 4# 5### 6## 7#### 8### 9# 1## 2### 3#### 4# 5### 6##", 0.02)]
    [InlineData("202#-0#-1# ## #### ###### ## ###", 0.005)]
    public void Random_numbers_are_seldom_taken_for_somebodys(string form, double most)
    {
        const int Count = 20_000;
        var random = new Random(17);
        var alarms = 0;
        for (var i = 0; i < Count; i++)
        {
            var text = string.Create(form.Length, (form, random), static (chars, state) =>
            {
                for (var j = 0; j < chars.Length; j++)
                {
                    chars[j] = state.form[j] == '#' ? (char)('0' + state.random.Next(10)) : state.form[j];
                }
            });
            alarms += SensitiveText.Find(text) == None ? 0 : 1;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{100.0 * alarms / Count:0.00}% of '{form}'");
        Assert.True(alarms <= most * Count, $"{alarms} of {Count}");
    }

    [Fact]
    public void A_web_tokens_header_may_be_long() =>
        Assert.Equal(Secret, SensitiveText.Find($"eyJ{new string('h', 4_000)}.eyJzdWIiOiIxMjM0In0.abc") & Secret);

    [Fact]
    public void One_wrong_digit_of_a_checked_number_is_noticed() =>
        Gen.Select(Gen.Int[0, Checked.Length - 1].Select(i => Checked[i]), Gen.Int[0, 100], Gen.Int[1, 9]).Sample(
            (number, at, step) =>
            {
                var wrong = number.ToCharArray();
                at %= number.Length;
                wrong[at] = (char)('0' + ((wrong[at] - '0' + step) % 10));
                var kind = number[0] == '4' ? PaymentCard : NationalId;

                Assert.Equal(kind, SensitiveText.Find($"no. {number} here") & kind);
                Assert.Equal(None, SensitiveText.Find($"no. {new string(wrong)} here") & kind);
            });

    [Fact]
    public void Any_text_can_be_searched() => Gen.String.Sample(text => SensitiveText.Find(text + " 1" + text + "@" + text + " 12345678-" + text), iter: 5_000);

    [Fact]
    public void The_profile_names_what_was_found_in_the_whole_conversation()
    {
        var profile = new HeuristicPromptAnalyzer().Analyze(
            [
                new(ChatRole.User, "Pay to DE89 3704 0044 0532 0130 00"),
                new(ChatRole.Assistant, "I'll write to a.b@example.com."),
                new(ChatRole.Tool, [new FunctionResultContent("1", "password: hunter2!")]),
            ],
            new() { Instructions = "for internal use only" });

        Assert.Equal((BankAccount | SensitiveData.Email | Secret | InternalMark, DataClass.Confidential), (profile.SensitiveData, profile.DataClass));
    }
}
