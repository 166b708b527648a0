using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using ModelRouter.TestModels;

namespace ModelRouter.LlamaCpp.Tests;

public sealed class SchemaGrammarTests
{
    [Theory]
    [InlineData("""{"type":"string","pattern":"(?=a)b"}""", "#/pattern")]
    [InlineData("""{"type":"string","pattern":"(a)\\1"}""", "#/pattern")]
    [InlineData("""{"type":"string","pattern":"a\\b"}""", "#/pattern")]
    [InlineData("""{"type":"string","pattern":"(a"}""", "#/pattern")]
    [InlineData("""{"type":"string","pattern":"a)"}""", "#/pattern")]
    [InlineData("""{"type":"string","pattern":"[a"}""", "#/pattern")]
    [InlineData("""{"type":"string","pattern":"[z-a]"}""", "#/pattern")]
    [InlineData("""{"type":"string","pattern":"a{3,2}"}""", "#/pattern")]
    [InlineData("""{"type":"string","pattern":"(a{50}b){50}"}""", "#/pattern")]
    [InlineData("""{"type":"string","pattern":"(a*)*"}""", "#/pattern")]
    [InlineData("""{"type":"string","pattern":"^(a?b?){0,5}$"}""", "#/pattern")]
    [InlineData("""{"type":"string","pattern":"^((a|b?){0,3}|c){0,3}$"}""", "#/pattern")]
    [InlineData("""{"type":"string","pattern":"^a?a?a?a?a?a?a?a?a?$"}""", "#/pattern")]
    [InlineData("""{"type":"string","pattern":"^(.|\n){1,1000}$"}""", "#/pattern")]
    [InlineData("""{"type":"string","pattern":"^(.\\\\s){0,900}$"}""", "#/pattern")]
    [InlineData("""{"type":"string","pattern":"a{2000}"}""", "#/pattern")]
    [InlineData("""{"type":"string","minLength":2000}""", "#/minLength")]
    [InlineData("""{"type":"string","maxLength":1e10}""", "#/maxLength")]
    [InlineData("""{"type":"string","pattern":"*a"}""", "#/pattern")]
    [InlineData("""{"type":"string","pattern":"a^b"}""", "#/pattern")]
    [InlineData("""{"type":"string","pattern":"a\\"}""", "#/pattern")]
    [InlineData("""{"type":"string","pattern":"[^\\s\\S]"}""", "#/pattern")]
    [InlineData("""{"type":"string","pattern":"a","maxLength":5}""", "#/maxLength")]
    [InlineData("""{"type":"string","pattern":"a","format":"date"}""", "#/format")]
    [InlineData("""{"type":"integer","multipleOf":2}""", "#/multipleOf")]
    [InlineData("""{"properties":{"age":{"type":"integer","minimum":"1"}}}""", "#/properties/age/minimum")]
    [InlineData("""{"type":"integer","exclusiveMinimum":true}""", "#/exclusiveMinimum")]
    [InlineData("""{"type":"number","minimum":1e30}""", "#/minimum")]
    [InlineData("""{"type":"number","maximum":1e30}""", "#/maximum")]
    [InlineData("""{"type":"number","minimum":100,"maximum":1}""", "#")]
    [InlineData("""{"type":"number","maximum":-1e400}""", "#/maximum")]
    [InlineData("""{"type":"number","minimum":1e-30}""", "#/minimum")]
    [InlineData("""{"type":"number","maximum":9000000000000000.00000000000049}""", "#/maximum")]
    [InlineData("""{"type":"integer","minimum":3,"maximum":2}""", "#")]
    [InlineData("""{"type":"integer","exclusiveMinimum":3,"exclusiveMaximum":4}""", "#")]
    [InlineData("""{"type":"number","exclusiveMinimum":3,"maximum":3}""", "#")]
    [InlineData("""{"properties":{"a/b~":{"type":"array","items":{"not":{}}}}}""", "#/properties/a~1b~0/items/not")]
    [InlineData("""{"type":"array","uniqueItems":true}""", "#/uniqueItems")]
    [InlineData("""{"type":"array","prefixItems":[{}]}""", "#/prefixItems")]
    [InlineData("""{"type":"string","format":"regex"}""", "#/format")]
    [InlineData("""{"type":"string","format":"date","maxLength":5}""", "#/maxLength")]
    [InlineData("""{"type":"string","format":"email","maxLength":100}""", "#/maxLength")]
    [InlineData("""{"type":"string","format":"email","minLength":6}""", "#/minLength")]
    [InlineData("""{"patternProperties":{}}""", "#/patternProperties")]
    [InlineData("""{"anyOf":[{"type":"null"},{"if":{}}]}""", "#/anyOf/1/if")]
    [InlineData("""{"anyOf":[{"type":"string"}],"type":"null"}""", "#/anyOf")]
    [InlineData("""{"anyOf":[{"type":"string"}],"minLength":2}""", "#/minLength")]
    [InlineData("""{"anyOf":[{"$ref":"#/$defs/a","required":["x"]},{"$ref":"#/$defs/b"}],"$defs":{"a":{"properties":{"k":{},"x":{}},"required":["k"]},"b":{"properties":{"k":{},"y":{}},"required":["k"]}}}""", "#/anyOf/0/required")]
    [InlineData("""{"anyOf":[]}""", "#/anyOf")]
    [InlineData("""{"allOf":[{},{}]}""", "#/allOf")]
    [InlineData("""{"oneOf":[{"type":"integer"},{"type":"number"}]}""", "#/oneOf")]
    [InlineData("""{"oneOf":[{"const":1},{"enum":[2,1.0]}]}""", "#/oneOf")]
    [InlineData("""{"$ref":"#/$defs/none"}""", "#/$ref")]
    [InlineData("""{"$ref":"other.json"}""", "#/$ref")]
    [InlineData("""{"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}},"$ref":"#/$defs/a"}""", "#/$defs/b/$ref")]
    [InlineData("""{"$ref":"#/$defs/a","maxLength":1,"$defs":{"a":{}}}""", "#/maxLength")]
    [InlineData("""{"enum":[1],"maxLength":1}""", "#/maxLength")]
    [InlineData("""{"enum":[1],"type":"string"}""", "#")]
    [InlineData("""{"type":"text"}""", "#/type")]
    [InlineData("""{"type":[]}""", "#/type")]
    [InlineData("""{"properties":{"a":{"type":[]}}}""", "#/properties/a/type")]
    [InlineData("""{"const":"\ud800"}""", "#/const")]
    [InlineData("""{"const":{"\udc00":1}}""", "#/const")]
    [InlineData("""{"enum":[1,{"a":["\ud800 "]}]}""", "#/enum/1/a/0")]
    [InlineData("""{"properties":{"\ud800":{}}}""", "#/properties")]
    [InlineData("""{"properties":{"a":{}},"required":["\ud800"]}""", "#/required/0")]
    [InlineData("""{"pattern":"\ud800"}""", "#/pattern")]
    [InlineData("""{"format":"\ud800"}""", "#/format")]
    [InlineData("""{"\ud800":1,"type":"null"}""", "#")]
    [InlineData("""{"$ref":"#/$defs/\ud800"}""", "#/$ref")]
    [InlineData("""{"minLength":-1}""", "#/minLength")]
    [InlineData("""{"minLength":1.5}""", "#/minLength")]
    [InlineData("""{"minItems":3,"maxItems":2}""", "#/maxItems")]
    [InlineData("""{"maxItems":2001}""", "#/maxItems")]
    [InlineData("""{"required":["a"],"additionalProperties":false}""", "#/required/0")]
    [InlineData("""{"required":["a"],"properties":{"a":false}}""", "#/properties/a")]
    [InlineData("""{"required":"a"}""", "#/required")]
    [InlineData("""{"properties":{"a":1}}""", "#/properties/a")]
    [InlineData("false", "#")]
    [InlineData("[]", "#")]
    public void What_can_not_be_held_to_is_named_with_its_place(string schema, string pointer)
    {
        var refusal = Assert.Throws<UnsupportedSchemaException>(() => SchemaGrammar.Convert(JsonElement.Parse(schema)));

        Assert.Equal(pointer, refusal.Pointer);
        Assert.Contains($"'{pointer}'", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"null"}},"required":["b"]}""",
        """{"a":1,"b":null}|{"b":null}|{ "a": -10, "b": null }""", """{"a":1}|{"b":null,"a":1}|{"b":null,"c":1}|{"a":01,"b":null}|{"b":null}x|{"b":null,}""")]
    [InlineData("""{"type":"object","properties":{"a":true,"b":true,"c":true}}""", """{}|{"b":1}|{"a":1,"c":[{"x":{}}]}|{"c":"y"}""", """{,"c":1}|{"a":1,}|{"a" 1}""")]
    [InlineData("""{"type":"object","properties":{"no":false,"a":{}}}""", """{}|{"a":1}""", """{"no":1}""")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"boolean"}}""", """{}|{"x":true,"y":false}""", """{"x":1}""")]
    [InlineData("""{"type":"object","additionalProperties":false}""", "{}", """{"x":1}""")]
    [InlineData("""{"required":["x"],"additionalProperties":{"type":"boolean"}}""", """{"x":true}""", """{}|{"x":1}""")]
    [InlineData("""{"type":"array","items":{"type":"integer"},"minItems":2,"maxItems":3}""", "[1,2]|[1, 2, 3]", "[1]|[1,2,3,4]|[]|[1,2,]")]
    [InlineData("""{"type":"array","maxItems":0}""", "[]", "[1]")]
    [InlineData("""{"type":"string","minLength":2,"maxLength":3}""", "\"ab\"|\"äöü\"|\"\\n\\u00e4\"", "\"a\"|\"abcd\"|\"a\nb\"|ab|\"\\ud83d\\ude00\"|\"ab")]
    [InlineData("""{"type":"string","maxLength":1}""", "\"\\ud83d\\ude00\"|\"\\uDBFF\\uDFFF\"|\"😀\"|\"\"", "\"\\ud83d\"|\"\\ude00\"|\"\\ud83d\\u0041\"|\"\\ud83d\\ude00a\"")]
    [InlineData("""{"enum":["😀","😐","😡no","😡","a\u00a0b","日　本","\u2028","q\u007f"]}""", "\"😀\"|\"😐\"|\"😡\"|\"😡no\"|\"a\u00a0b\"|\"日　本\"|\"\u2028\"|\"q\\u007f\"", "\"😡n\"|\"\"")]
    [InlineData("""{"const":{"🔑":"🇩🇪","n":[1.50,true,"a\nb"]}}""", "{\"🔑\":\"🇩🇪\",\"n\":[1.50,true,\"a\\nb\"]}", "{}")]
    [InlineData("""{"properties":{"🔑":{"type":"integer"}}}""", "{\"🔑\":1}", "{\"k\":1}")]
    [InlineData("""{"enum":[1,10,100,1000,"1","10",true]}""", "1|10|100|1000|\"1\"|\"10\"|true", "10000|\"100\"|tru|0")]
    [InlineData("""{"type":["integer","null"]}""", "0|-12|null", "1.5|00|-|nul")]
    [InlineData("""{"type":"number"}""", "0|-1.5|2e10|1.25E-3", "1.|.5|1e|+1")]
    [InlineData("""{"enum":["a",1,null,"q\"\\"]}""", "\"a\"|1|null|\"q\\\"\\\\\"", "a|2|\"b\"")]
    [InlineData("""{"enum":["a",1,1.0,2.5,null],"type":["integer","null"]}""", "1|null", "\"a\"|2.5")]
    [InlineData("""{"const":{"k":[1]}}""", """{"k":[1]}""", """{"k":[2]}""")]
    [InlineData("""{"type":"string","format":"date"}""", "\"2024-12-31\"|\"2023-02-28\"|\"2024-02-29\"|\"2000-02-29\"|\"1996-02-29\"|\"0001-01-01\"", "\"2023-02-30\"|\"2023-13-01\"|\"2023-04-31\"|\"2023-02-29\"|\"1900-02-29\"|\"0000-01-01\"")]
    [InlineData("""{"type":"string","format":"date-time"}""", "\"2024-12-31T23:59:59Z\"|\"2024-02-29T00:00:00.5+02:00\"|\"2024-01-01T00:00:00.123456789-14:00\"", "\"2024-01-01T24:00:00Z\"|\"2024-01-01\"|\"2023-02-29T00:00:00Z\"|\"2024-01-01T00:00:00\"|\"2024-01-01T00:00:00+14:01\"")]
    [InlineData("""{"type":"string","format":"time"}""", "\"23:59:59\"|\"00:00:00.1234567\"", "\"24:00:00\"|\"12:00\"|\"23:59:59Z\"|\"23:59:59+01:00\"")]
    [InlineData("""{"type":"string","format":"duration"}""", "\"P3Y6M4D\"|\"PT30M\"|\"P1DT12H\"|\"P2W\"|\"PT1209600S\"", "\"P\"|\"PT\"|\"P1H\"|\"P1D2M\"")]
    [InlineData("""{"type":"string","format":"email"}""", "\"a.b+c@example.org\"|\"x@y.co.kr\"|\"ann@mail.department-of-agriculture.state.example.gov.au\"|\"o'brien@example.ie\"|\"a!#$%&*/=?^_`{}~-b@example.org\"|\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@example.org\"|\"a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.ab@b.de\"|\"a@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.de\"|\"a@a.b.c.d.e.f.g.h.org\"", "\"a@b\"|\"@example.org\"|\"a b@example.org\"|\"a@-b.org\"|\"a..b@c.de\"|\".a@c.de\"|\"a.@c.de\"|\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@example.org\"|\"a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a@b.de\"|\"a@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.de\"")]
    [InlineData("""{"type":"string","format":"email","minLength":5,"maxLength":254}""", "\"a@b.de\"", "\"a@b\"")]
    [InlineData("""{"type":"string","format":"hostname"}""", "\"example.org\"|\"a-1\"|\"xn--bcher-kva.example\"|\"ip-10-0-113-25.eu-central-1.compute.internal\"|\"db.customer-orders-production.svc.cluster.eu.prod.internal.example.com\"|\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.de\"", "\"-a\"|\"a..b\"|\"\"|\"a-.b\"|\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"")]
    [InlineData("""{"type":"string","format":"ipv4"}""", "\"10.0.255.1\"|\"192.168.0.99\"", "\"256.1.1.1\"|\"1.2.3\"|\"01.2.3.4\"")]
    [InlineData("""{"type":"string","format":"uri"}""", "\"https://example.org/a?b=c#d\"|\"mailto:a@b.org\"|\"http://localhost:8080?x=1#\"|\"file:///etc/hosts\"|\"urn:isbn:1#a/b?c\"|\"ab:/c//d\"|\"http://127.0.0.1:11434/v1\"|\"https://a.example:65535\"|\"https://en.wikipedia.org/wiki/Caf%C3%A9\"|\"ftp://user:p%40ss@host.example/\"|\"HTTP://my_service:80/\"|\"http://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example/\"|\"http://[::1]:8080/\"|\"http://[2001:db8::ff00:42:8329]\"|\"http://[::ffff:10.0.0.1]/\"|\"https://example.org/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa?bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\"|\"data:image/png;base64,iVBORw0KGgo=\"", "\"example.org\"|\"http://a b\"|\"ab:##\"|\"ab://:x\"|\"http://a:b/\"|\"http://a/#b#c\"|\"http:///x\"|\"http://-a/\"|\"http://a:65536/\"|\"http://a/%4\"|\"http://a%zz/\"|\"http://[::1\"|\"http://[1::2::3]/\"|\"http://[1:2:3:4:5:6:7:8:9]\"|\"http://@a/\"")]
    [InlineData("""{"type":"string","format":"uri","maxLength":2147483647}""", "\"ab:c\"", "\"ab:\"")]
    [InlineData("""{"type":"string","pattern":"^[A-Z]{2}-\\d{3,4}$"}""", "\"AB-123\"|\"XY-9999\"", "\"AB-12\"|\"ab-123\"|\"AB-123 \"|\" AB-123\"|AB-123")]
    [InlineData("""{"pattern":"cat"}""", "\"cat\"|\"a cat sat\"|\"cat\\n\"", "\"c at\"|\"\"|\"dog\"")]
    [InlineData("""{"type":"string","pattern":"^(red;green(ish)?)+?$"}""", "\"red\"|\"greenish\"|\"redgreen\"", "\"\"|\"blue\"|\"redd\"")]
    [InlineData("""{"type":"string","pattern":"^a$;^b.*"}""", "\"a\"|\"bcd\"|\"b\"", "\"ab\"|\"ca\"|\"\"")]
    [InlineData("""{"type":"string","pattern":"^\\w+@[^\\s@]+\\.(com;org)$"}""", "\"a_1@b-c.org\"|\"x@한국.com\"", "\"a b@c.org\"|\"a@b@c.org\"|\"a@b.net\"")]
    [InlineData("""{"type":"string","pattern":"^[\"\\\\\\t/]$"}""", "\"\\\"\"|\"\\\\\"|\"\\t\"|\"/\"", "\"a\"|\"\"\"|\"\\n\"")]
    [InlineData("""{"type":"string","pattern":"^[\\u00e4-\\xfc😀]\\u{65e5}$"}""", "\"ä日\"|\"ü日\"|\"😀日\"", "\"a日\"|\"ä\"|\"ÿ日\"")]
    [InlineData("""{"type":"string","pattern":"^(?<year>\\d\\d)(?:-x)?$"}""", "\"24\"|\"24-x\"", "\"2\"|\"24-\"")]
    [InlineData("""{"pattern":"^M{0,4}(CM;CD;D?C{0,3})(XC;XL;L?X{0,3})(IX;IV;V?I{0,3})$"}""", "\"\"|\"MMXXVI\"|\"CDXCIX\"", "\"IIII\"|\"VX\"")]
    [InlineData("""{"pattern":"^(a?){2,5}$"}""", "\"\"|\"a\"|\"aaaaa\"", "\"aaaaaa\"|\"b\"")]
    [InlineData("""{"pattern":"^((?:a?){3}){0,100}b$"}""", "\"b\"|\"aaaab\"", "\"a\"|\"ba\"")]
    [InlineData("""{"pattern":"^((ab){1,2}){2,3}$"}""", "\"abab\"|\"ababab\"|\"abababababab\"", "\"ab\"|\"ababa\"|\"ababababababab\"")]
    [InlineData("""{"pattern":"^(a+)*b(c{2}){2}$"}""", "\"bcccc\"|\"aaabcccc\"", "\"abccc\"|\"abccccc\"|\"abcc\"")]
    [InlineData("""{"pattern":"^(a?){0}(b+){0,2}(c*){2}(d;e?){2}$"}""", "\"\"|\"bbbbccccde\"|\"dd\"", "\"a\"|\"ddd\"|\"eb\"")]
    [InlineData("""{"type":["string","integer"],"pattern":"^$","minimum":3}""", "\"\"|3", "\"a\"|2")]
    [InlineData("""{"type":"integer","minimum":1,"maximum":10}""", "1|9|10", "0|11|-1|1.5|01|100")]
    [InlineData("""{"type":"integer","minimum":-5,"exclusiveMaximum":120}""", "-5|-1|0|9|99|100|119", "-6|120|200|-10|-0|1000")]
    [InlineData("""{"type":"integer","exclusiveMinimum":0}""", "1|10|9999999999999999999", "0|-1")]
    [InlineData("""{"type":"integer","minimum":-9223372036854775808,"maximum":9223372036854775807}""", "0|-9223372036854775808|9223372036854775807", "9223372036854775808|-9223372036854775809")]
    [InlineData("""{"type":"integer"}""", "1234567890123456789|18446744073709551615|-9223372036854775808", "01")]
    [InlineData("""{"minimum":0,"maximum":1.7976931348623157E+308}""", "0|0.5|12345678901234567890.5|1e19|2.5e-7", "-1|-0.5|-1e-7")]
    [InlineData("""{"minimum":-1e400,"exclusiveMaximum":10000000000}""", "0|-0.5|-12345678901234567890.5|-9e19|-9e307|9999999999.5", "10000000000|1e10|1e31")]
    [InlineData("""{"minimum":5e-324}""", "0.0001|1|1e-99", "0|0.0|-1")]
    [InlineData("""{"exclusiveMaximum":-1e-400}""", "-0.0001|-1|-1e-99", "0|0.0|1")]
    [InlineData("""{"minimum":-1e-400,"maximum":1e-400}""", "0|0.0", "1|-0.1|1e-9")]
    [InlineData("""{"minimum":0.00000000000001}""", "0.00000000000001|0.000000000000010|1e-14|0.5", "0|0.000000000000009|9e-15")]
    [InlineData("""{"type":"integer","maximum":-3}""", "-3|-4|-30|-1000", "-2|-1|0|3")]
    [InlineData("""{"minimum":0.0e5,"maximum":1.0000000000000000000000000000000}""", "0|1|0.5", "-0.1|1.1")]
    [InlineData("""{"minimum":0,"maximum":1}""", "0|1|0.5|0.9999|0.0|1e0|1.00E+00", "1.5|-0.5|1.0001|2|1e1|1.1e0")]
    [InlineData("""{"type":"number","exclusiveMinimum":0,"exclusiveMaximum":1}""", "0.5|0.001|0.999|0.50|0.900|1e-4|9.9E-01", "0|0.0|1|1.0|-0.1|1e0|10e-2")]
    [InlineData("""{"type":"number","minimum":-1.5,"maximum":2.25}""", "-1.5|-1.50|-1|-0.25|0|2|2.25|1.99999|2.2|2.0|2.25e0|2.2e+00|-1.5e0|-1e-5", "-1.51|2.26|2.250001|-2|3|2.26e0|-1.51e0|1e1")]
    [InlineData("""{"type":"number","minimum":0.02,"exclusiveMaximum":350}""", "0.02|2e-2|2.5e-2|1e2|3.49e2|0.020|349.9", "0.01|1.9e-2|1e-2|3.5e2|350|350.0|1e3")]
    [InlineData("""{"type":["number","null"],"maximum":-0.5}""", "null|-0.5|-0.51|-1|-12.75", "-0.4|0|1|-0.49999")]
    [InlineData("""{"$ref":"#/$defs/n","$defs":{"n":{"type":"object","properties":{"v":{"type":"integer"},"next":{"anyOf":[{"$ref":"#/$defs/n"},{"type":"null"}]}},"required":["v","next"]}}}""",
        """{"v":1,"next":null}|{"v":1,"next":{"v":2,"next":{"v":3,"next":null}}}""", """{"v":1}|{"v":1,"next":{}}""")]
    [InlineData("""{"type":"array","items":{"$ref":"#"}}""", "[]|[[],[[]]]", "[1]")]
    [InlineData("""{"oneOf":[{"type":"string"},{"type":"array"}]}""", "\"a\"|[1]", "1")]
    [InlineData("""{"anyOf":[{"$ref":"#/$defs/a"},{"properties":{"k":{"type":"integer"},"b":{}},"required":["k"]},{"properties":{"k":{"type":"integer"}},"required":["k"]},{"type":"null"}],"$defs":{"a":{"properties":{"k":{"type":"integer"},"a":{}},"required":["k","a"]}}}""",
        """{"k":1}|{"k":1,"a":2}|{ "k": 1, "b": 2}|null""", """{}|{"a":2}|{"k":1,"c":2}|{"k":1,"a":2,"b":3}|{"k":1,}""")]
    [InlineData("""{"anyOf":[{"properties":{"k":{},"x":{}}},{"properties":{"k":{},"y":{}},"required":["y"]}]}""", """{}|{"k":1}|{"x":1}|{"y":1}|{"k":1,"y":2}""", """{"x":1,"y":2}|{"k":1,"x":1,"y":2}""")]
    [InlineData("""{"type":["object","null"],"required":["$type"],"anyOf":[{"properties":{"$type":{"const":"dog"},"age":{"type":"integer"}},"required":["age"]},{"properties":{"$type":{"const":"cat"},"friend":{"$ref":"#"}}}]}""",
        """{"$type":"dog","age":1}|{"$type":"cat"}|null|{"$type":"cat","friend":{"$type":"cat","friend":null}}""", """{"$type":"dog"}|{"age":1}|{}|{"$type":"cat","age":1}|{"$type":"cat","friend":{}}|1""")]
    [InlineData("""{"type":"object","required":["a"],"oneOf":[{"$ref":"#/$defs/x"},{"type":["object","string"],"properties":{"a":{"const":2}}}],"$defs":{"x":{"properties":{"a":{"const":1},"x":{"$ref":"#/$defs/x"}}}}}""",
        """{"a":1}|{"a":2}|{"a":1,"x":{}}""", """{}|{"x":{}}|"a"|{"a":3}""")]
    [InlineData("""{"type":"number","anyOf":[{"type":"integer"},true,{"type":"string"}]}""", "1|1.5", "null")]
    [InlineData("true", """1|"a"|[]|{"a":[null,true]}""", "x")]
    public async Task A_grammar_lets_pass_what_fits_and_nothing_else(string schema, string fits, string fitsNot)
    {
        using var model = TinyModel.R1();
        using var loaded = await Tiny.LoadAsync(Tiny.Options(model));
        var grammar = SchemaGrammar.Convert(JsonElement.Parse(schema.Replace(';', '|')));

        Assert.All(fits.Split('|'), text => Assert.True(loaded.Model.Vocabulary.Passes(grammar, text), text));
        Assert.All(fitsNot.Split('|'), text => Assert.False(loaded.Model.Vocabulary.Passes(grammar, text), text));
    }

    /// <summary>llama.cpp follows every way at a time: if there were two at each step inwards, there would be 2^40 here.</summary>
    [Theory]
    [InlineData("anyOf")]
    [InlineData("oneOf")]
    public async Task Alternatives_that_begin_alike_and_contain_themselves_have_one_way_through(string keyword)
    {
        const int Depth = 40;
        using var model = TinyModel.R1();
        using var loaded = await Tiny.LoadAsync(Tiny.Options(model));
        var sum = """{"type":"object","properties":{"left":{"$ref":"#"},"op":{"const":"add"},"right":{"$ref":"#"}},"required":["left","op","right"]}""";
        var product = sum.Replace("add", "mul", StringComparison.Ordinal);
        var grammar = SchemaGrammar.Convert(JsonElement.Parse($$"""{"{{keyword}}":[{{sum}},{{product}},{"type":"integer"}]}"""));

        var deep = string.Concat(Enumerable.Repeat("{\"left\":", Depth)) + "1"
            + string.Concat(Enumerable.Range(0, Depth).Select(static i => $$""","op":"{{(i % 2 == 0 ? "add" : "mul")}}","right":{{i}}}"""));

        Assert.True(loaded.Model.Vocabulary.Passes(grammar, deep));
        Assert.False(loaded.Model.Vocabulary.Passes(grammar, deep.Replace("mul", "div", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_schema_too_deep_for_the_stack_is_refused()
    {
        var links = string.Join(",", Enumerable.Range(0, 900).Select(static i => $"\"d{i}\":{{\"properties\":{{\"a\":{{\"$ref\":\"#/$defs/d{i + 1}\"}}}}}}"));
        var refusal = Assert.Throws<UnsupportedSchemaException>(() => SchemaGrammar.Convert(JsonElement.Parse("{\"$ref\":\"#/$defs/d0\",\"$defs\":{" + links + ",\"d900\":{}}}")));

        Assert.Contains("deep", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>Neither is a number beyond them written, nor one between them changed, however it is written.</summary>
    [Fact]
    public async Task Numbers_are_those_within_their_bounds()
    {
        using var model = TinyModel.R1();
        using var loaded = await Tiny.LoadAsync(Tiny.Options(model));
        var random = new Random(3);
        var (passed, failed) = (0, 0);
        for (var i = 0; i < 150; i++)
        {
            var isInteger = random.Next(3) == 0;
            var (one, other) = (Next(), Next());
            var (least, most) = (Math.Min(one, other), Math.Max(one, other) + (isInteger ? 2 : 0));
            var (above, below) = (random.Next(3) - 1, random.Next(3) - 1);
            var bounds = new Dictionary<string, object>(StringComparer.Ordinal) { ["type"] = isInteger ? "integer" : "number" };
            bounds[above > 0 ? "exclusiveMinimum" : "minimum"] = above < 0 ? double.MinValue : least;
            bounds[below > 0 ? "exclusiveMaximum" : "maximum"] = below < 0 ? double.MaxValue : most;
            if (least == most && (above == 1 || below == 1))
            {
                continue;
            }

            var schema = JsonSerializer.Serialize(bounds);
            using var grammar = new AnswerGrammar(loaded.Model.Vocabulary, SchemaGrammar.Convert(JsonElement.Parse(schema)));
            var near = (decimal)Math.Pow(10, -random.Next(7));
            foreach (var value in new[] { least - near, least, least + near, (least + most) / 2, most - near, most, most + near, Next(), Next() / 1000, Next() * 1000 })
            {
                foreach (var text in Written(isInteger ? Math.Round(value) : Math.Round(value, 8)))
                {
                    var number = decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
                    var fits = (above < 0 || (above > 0 ? number > least : number >= least)) && (below < 0 || (below > 0 ? number < most : number <= most));
                    _ = fits ? passed++ : failed++;
                    Assert.True((fits && !(isInteger && text.AsSpan().ContainsAny('.', 'e'))) == loaded.Model.Vocabulary.Passes(grammar, text), $"{text} in {schema}");
                }
            }
        }

        Assert.True(passed > 2000 && failed > 2000, $"{passed} and {failed}");

        decimal Next() => Math.Round((decimal)((random.NextDouble() - 0.4) * Math.Pow(10, random.Next(-2, 6))), random.Next(5));

        static IEnumerable<string> Written(decimal value)
        {
            var text = value.ToString("0.########", CultureInfo.InvariantCulture);
            var point = text.Contains('.', StringComparison.Ordinal) ? "" : ".";
            var scientific = value.ToString("0.##########e0", CultureInfo.InvariantCulture);
            return text is "0" or "-0"
                ? ["0", "0.0", "0.000000"]
                : [text, $"{text}{point}0", $"{text}{point}000", scientific, value.ToString("0.000000000000E+00", CultureInfo.InvariantCulture)];
        }
    }

    [Theory]
    [InlineData("""{"type":"number","exclusiveMinimum":0}""", "0", ".50", "3")]
    [InlineData("""{"type":"number","minimum":0.01}""", "5", ".5", "3")]
    [InlineData("""{"type":"number","maximum":0.99}""", "0", ".0", "5")]
    [InlineData("""{"type":"number","exclusiveMinimum":0,"maximum":1}""", "1", "e-4", "0")]
    [InlineData("""{"type":"number","minimum":0}""", "6", ".02e23", "0")]
    [InlineData("""{"type":"number","minimum":-5,"maximum":1.7976931348623157E+308}""", "6", ".02e200", "0")]
    [InlineData("""{"type":"integer"}""", "12345678", "90123456789", "0")]
    [InlineData("""{"type":"number"}""", "1", "e100", "0")]
    [InlineData("""{"format":"date"}""", "\"2024-02-2", "9\"", "9")]
    [InlineData("""{"format":"uri"}""", "\"http://127.0.0.1:1143", "4/%41\"", "5")]
    [InlineData("""{"enum":["😀","😐","😡"]}""", "\"😡", "\"", "5")]
    [InlineData("""{"type":"string","maxLength":3}""", "\"\\ud83d", "\\ude00\"", "5")]
    public async Task What_the_model_wants_stays(string schema, string begins, string ends, string next)
    {
        // It would go on only if it could not end.
        var chain = new MarkovChain([new("\n", begins), new(begins, ends), new(ends, MarkovChain.End), new(ends, next, 10), new(next, MarkovChain.End)]);
        using var model = TinyModel.Markov(chain, TinyFamily.Llama, new() { Layers = 1, ChatTemplate = ChatTemplates.ChatMl });
        using var client = Tiny.Client(model);

        foreach (var streaming in (bool[])[false, true])
        {
            var answer = await client.AskAsync(streaming, options: new() { Temperature = 0, ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse(schema)) });

            Assert.Equal(begins + ends, answer.Text);
        }
    }

    /// <summary>A pattern means what it says, or is refused: nothing that llama.cpp refuses, or that takes it long, is left of it.</summary>
    [Fact]
    public async Task Random_patterns_mean_what_they_mean_elsewhere()
    {
        using var model = TinyModel.R1();
        using var loaded = await Tiny.LoadAsync(Tiny.Options(model));
        var random = new Random(5);
        var (patterns, passed, failed) = (0, 0, 0);
        while (patterns < 150)
        {
            var pattern = $"^{Part(3)}$";
            string grammar;
            try
            {
                grammar = SchemaGrammar.Convert(JsonElement.Parse(JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal) { ["pattern"] = pattern })));
            }
            catch (UnsupportedSchemaException)
            {
                continue;
            }

            patterns++;
            var expected = new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromMinutes(1));
            for (var i = 0; i < 25; i++)
            {
                var text = string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => "abc"[random.Next(3)]));
                var fits = expected.IsMatch(text);
                _ = fits ? passed++ : failed++;
                Assert.True(fits == loaded.Model.Vocabulary.Passes(grammar, $"\"{text}\""), $"'{text}' in {pattern}\n{grammar}");
            }
        }

        Assert.True(passed > 200 && failed > 200, $"{passed} and {failed}");

        string Part(int depth) => string.Concat(Enumerable.Range(0, random.Next(1, 3)).Select(_ => Atom(depth) + Times())) + (random.Next(4) == 0 ? $"|{Atom(depth)}" : "");

        string Atom(int depth) => depth > 0 && random.Next(3) > 0 ? $"({Part(depth - 1)})" : random.Next(4) switch { 0 => "a", 1 => "b", 2 => "[ab]", _ => "." };

        string Times() => random.Next(7) switch { 0 => "?", 1 => "+", 2 => "*", 3 => "{0,3}", 4 => "{2}", 5 => "{1,40}", _ => "" };
    }

    [Fact]
    public async Task Long_texts_have_as_many_characters_as_they_may()
    {
        using var model = TinyModel.R1();
        using var loaded = await Tiny.LoadAsync(Tiny.Options(model));
        foreach (var (least, most) in ((int, int)[])[(0, 2000), (0, 4321), (3, 3002), (1999, 2500), (1, int.MaxValue)])
        {
            using var grammar = new AnswerGrammar(loaded.Model.Vocabulary, SchemaGrammar.Convert(JsonElement.Parse($$"""{"minLength":{{least}},"maxLength":{{most}}}""")));
            foreach (var length in (int[])[0, 1, 3, 998, 999, 1000, 1001, 1998, 1999, 2000, 2001, 2002, 2003, 2499, 2500, 2501, 2999, 3000, 3001, 3002, 3003, 4000, 4320, 4321, 4322])
            {
                Assert.True((least <= length && length <= most) == loaded.Model.Vocabulary.Passes(grammar, $"\"{new string('x', length)}\""), $"{length} in {least} to {most}");
            }
        }
    }

    /// <summary>llama.cpp looks at all alternatives for each token.</summary>
    [Fact]
    public async Task Many_values_are_written_once_up_to_where_they_part()
    {
        using var model = TinyModel.R1();
        using var loaded = await Tiny.LoadAsync(Tiny.Options(model));
        var random = new Random(9);
        List<string> texts = [.. Enumerable.Range(0, 600).Select(_ => string.Concat(Enumerable.Range(0, random.Next(7)).Select(_ => ((string[])["a", "b", "ä", "\\", "\"", "😀", "😐"])[random.Next(7)])))];
        texts.AddRange(Enumerable.Range(0, 60).Select(static i => new string('x', i)));
        texts.AddRange(Enumerable.Range(1000, 1000).Select(static i => $"article {i}"));
        var some = texts.Where((_, i) => i % 2 == 0).ToHashSet(StringComparer.Ordinal);

        var text = SchemaGrammar.Convert(JsonSerializer.SerializeToElement(new Dictionary<string, object>(StringComparer.Ordinal) { ["enum"] = some }));
        using var grammar = new AnswerGrammar(loaded.Model.Vocabulary, text);

        Assert.Single(Regex.Matches(text, "rticle", RegexOptions.None, TimeSpan.FromMinutes(1)));
        Assert.All(texts.Where((_, i) => i % 5 == 0 || i is > 595 and < 665), one => Assert.Equal(some.Contains(one), loaded.Model.Vocabulary.Passes(grammar, JsonText.Of(one))));
    }

    [Fact]
    public void A_large_schema_is_converted_in_no_time_to_speak_of()
    {
        var properties = string.Join(',', Enumerable.Range(0, 300).Select(i => $$"""
            "p{{i}}":{"type":"string","maxLength":20}
            """));

        Gbnf.Check(SchemaGrammar.Convert(JsonElement.Parse("{\"type\":\"object\",\"properties\":{" + properties + "}}")));
        Assert.Throws<UnsupportedSchemaException>(() => SchemaGrammar.Convert(JsonElement.Parse(
            $$"""{"anyOf":[{{string.Join(',', Enumerable.Range(0, 3000).Select(_ => "{\"type\":\"null\"}"))}}]}""")));
    }
}
