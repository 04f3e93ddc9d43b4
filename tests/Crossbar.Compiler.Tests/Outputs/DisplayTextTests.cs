using Crossbar.Build;
using FsCheck;
using FsCheck.Fluent;

namespace Crossbar.Compiler.Tests.Outputs;

public sealed class DisplayTextTests
{
    private static readonly UnicodeCategory[] Hidden =
        [UnicodeCategory.Control, UnicodeCategory.Format, UnicodeCategory.LineSeparator, UnicodeCategory.ParagraphSeparator, UnicodeCategory.Surrogate];

    [Theory]
    [InlineData("/conv1/Conv", "/conv1/Conv")]
    [InlineData(@"C:\models\net.onnx", @"C:\models\net.onnx")]
    [InlineData("größer 3×32 猫 🐈", "größer 3×32 猫 🐈")]
    [InlineData("a\nb\r\tc", @"a\nb\r\tc")]
    [InlineData("\u001b[2J\u0007\u0000\u009b", @"\u001B[2J\u0007\u0000\u009B")]
    [InlineData("a\u202eb\u2066\u200b\ufeff\u2028", @"a\u202Eb\u2066\u200B\uFEFF\u2028")]
    [InlineData("\udb40\udc41", @"\uDB40\uDC41")]
    [InlineData("##vso[task] ##[group] ##teamcity[x] # ## heading", @"#\u0023vso[task] #\u0023[group] #\u0023teamcity[x] # ## heading")]
    [InlineData("می\u200cخواهم", "می\u200cخواهم")]
    [InlineData("👩\u200d🔬", "👩\u200d🔬")]
    [InlineData("pay\u200dpal", @"pay\u200Dpal")]
    public void What_is_not_seen_is_shown_and_the_rest_is_left(string text, string expected)
    {
        Assert.Equal(expected, DisplayText.Of(text));
        Assert.Equal(expected, DisplayText.Of(expected));
    }

    [Theory]
    [InlineData("::add-path::/tmp", @"\u003A:add-path::/tmp")]
    [InlineData("  ::set-env::", @"  \u003A:set-env::")]
    [InlineData("Program.cs(1,1): error CS9999: forged", @"Program.cs(1,1): error CS9999\u003A forged")]
    [InlineData("x : Warning : y", @"x : Warning \u003A y")]
    [InlineData("/conv::1/terror: x", "/conv::1/terror: x")]
    public void A_line_begins_with_no_command_and_is_no_message(string text, string expected) => Assert.Equal(expected, DisplayText.AtLineStart(text));

    // A test runner would not pass it on.
    [Fact]
    public void Half_a_pair_is_shown() => Assert.Equal(@"\uD800x", DisplayText.Of("\ud800x"));

    [Fact]
    public void Any_text_becomes_one_line_of_visible_characters() => Check.QuickThrowOnFailure(Prop.ForAll<NonNull<string>>(text =>
    {
        var shown = DisplayText.AtLineStart(text.Get + "\u0085\u001b\n##vso[x]\u202e");
        for (var k = 0; k < shown.Length; k += char.IsSurrogatePair(shown, Math.Min(k, shown.Length - 2)) && k < shown.Length - 1 ? 2 : 1)
        {
            if (Hidden.Contains(CharUnicodeInfo.GetUnicodeCategory(shown, k)) && shown[k] is not ('\u200c' or '\u200d'))
                return false;
        }

        return !shown.Contains("##vso[", StringComparison.Ordinal) && !shown.TrimStart().StartsWith("::", StringComparison.Ordinal);
    }));
}
