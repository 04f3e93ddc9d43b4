using Crossbar.Compiler.Data;

namespace Crossbar.Compiler.Tests.Data;

public sealed class LabelFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string TextFile => _folder["labels.txt"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("cat\ndög\n")]
    [InlineData("\uFEFFcat\r\ndög")]
    [InlineData("cat \ndög\n\n \n")]
    public void One_name_a_line_is_read(string text)
    {
        File.WriteAllText(TextFile, text);
        Assert.Equal(["cat", "dög"], LabelFile.Read(TextFile, 2).AsSpan());
    }

    [Fact]
    public void What_is_wrong_is_reported()
    {
        Check("'labels.txt'", Descriptors.FileNotFound, 0);
        File.WriteAllText(TextFile, "a\n\nb");
        Check("blank line, number 2", Descriptors.InvalidData, 2);
        File.WriteAllText(TextFile, "a");
        Check("1 labels, but the network has 2 outputs", Descriptors.InvalidData, 0);
        File.WriteAllBytes(TextFile, Encoding.Latin1.GetBytes("dög\ncat"));
        Check("no UTF-8", Descriptors.InvalidData, 0);
        File.WriteAllText(TextFile, new string('a', 1 << 21) + "\n" + new string('b', (1 << 21) + 1));
        Check("4,194,305 characters together; C# code can hold 4,194,304", Descriptors.InvalidData, 0);
    }

    private void Check(string expected, DiagnosticDescriptor descriptor, int line)
    {
        var missing = descriptor == Descriptors.FileNotFound;
        if (missing)
            File.WriteAllText(TextFile, "");
        var path = missing ? _folder["lables.txt"] : TextFile;
        var error = Reported.Only(descriptor, () => LabelFile.Read(path, 2));
        Assert.Equal((path, line), (error.File, error.Line));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
