using static ModelRouter.SensitiveData;

namespace ModelRouter.Tests;

/// <summary>Forms of personal data and secrets that were missed once, beside texts that look like them.</summary>
public class SensitiveFormsTests
{
    [Theory]
    [InlineData("전화 010.1234.5678", Phone)]
    [InlineData("연락처: 010.1234.5678 입니다", Phone)]
    [InlineData("010.1234.5678", Phone)]
    [InlineData("02.123.4567", Phone)]
    [InlineData("02.1234.5678로 전화 주세요", Phone)]
    [InlineData("전화: 82.10.1234.5678", Phone)]
    [InlineData("전화 2026.11.27", None)]
    [InlineData("call me on 27.11.2026", None)]
    [InlineData("the phone's address is 192.168.100.200", None)]
    [InlineData("phone build 10.0.26100.2314 costs 12.345.678", None)]
    [InlineData("version 10.1234.5678", None)]
    public void Telephone_numbers_with_dots(string text, SensitiveData expected) => Assert.Equal(expected, SensitiveText.Find(text));

    [Theory]
    [InlineData("birgit@firma.de: hallo", SensitiveData.Email)]
    [InlineData("From margit@firma.de: hi", SensitiveData.Email)]
    [InlineData("legit@github.com: hi", SensitiveData.Email)]
    [InlineData("kim.git@example.com: hi", SensitiveData.Email)]
    [InlineData("git@github.com:owner/name", None)]
    [InlineData("ssh://git@github.com:22/owner/name", None)]
    [InlineData("'git@gitlab.example.com:group/name.git'", None)]
    public void Addresses_whose_name_ends_like_a_repositorys(string text, SensitiveData expected) => Assert.Equal(expected, SensitiveText.Find(text));
}
