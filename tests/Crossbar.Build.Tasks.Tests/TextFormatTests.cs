using FsCheck;
using FsCheck.Xunit;

namespace Crossbar.Build.Tasks.Tests;

public sealed class TextFormatTests
{
    [Property]
    public bool Any_fields_come_back_from_a_tabbed_line_in_which_every_character_is_visible(NonNull<string> a, NonNull<string> b)
    {
        string[] fields = [a.Get + "\r\u001b\u202e\ud800", "\\u0041\n\t\\\r" + b.Get + "\udb40\udc41"];
        var line = TabbedLine.Join(fields);
        return !line.Any(c => c != '\t' && (char.IsControl(c) || c is '\u202e' or '\ud800')) && TabbedLine.Split(line).SequenceEqual(fields);
    }

    [Fact]
    public void A_request_comes_back_from_its_text()
    {
        var request = new CrossbarRequest(
            "/a b/net.onnx", [new("ClassName", "Net"), new("Labels", "a=b # c.txt")], "/a b", "/a b/obj/Net", "/a b/App.csproj", "1.2.3-dev");

        var back = CrossbarRequest.Parse(request.ToString());

        Assert.Equal(request.Metadata, back.Metadata);
        Assert.Equal(request, back with { Metadata = request.Metadata });
        var linked = request with { NetlistLinks = "my decks/Net" };
        Assert.Equal(linked, CrossbarRequest.Parse(linked.ToString()) with { Metadata = request.Metadata });
    }

    // A file that comes or goes is another list, and so another compile; the folder itself stands for those that are not there yet.
    [Fact]
    public void The_files_of_a_measured_chip_are_inputs_each()
    {
        var folder = Directory.CreateTempSubdirectory("crossbar-test-").FullName;
        try
        {
            var request = new CrossbarRequest("/net.onnx", [new("MeasuredConductances", "chip"), new("FaultMap", "faults.csv")], folder, folder, "", "1.2.3");
            var (faults, chip) = (Path.Combine(folder, "faults.csv"), Path.Combine(folder, "chip"));
            Assert.Equal(["/net.onnx", faults, chip], request.InputFiles);
            Directory.CreateDirectory(Path.Combine(chip, "more"));
            foreach (var name in new[] { "layer00_tile000.csv", "index.csv", "notes.txt" })
                File.WriteAllText(Path.Combine(chip, name), "");
            Assert.Equal(["/net.onnx", faults, Path.Combine(chip, "index.csv"), Path.Combine(chip, "layer00_tile000.csv")], request.InputFiles);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("/net.onnx\n")]
    [InlineData("/net.onnx\n--metadata\nClassName\n")]
    [InlineData("/net.onnx\n--base-directory\n")]
    public void A_text_that_is_no_request_is_refused(string text) =>
        Assert.Throws<InvalidDataException>(() => CrossbarRequest.Parse(text));

    [Theory]
    [InlineData("error\tCBX0001\tf\t0\t0")]
    [InlineData("info\tCBX0001\tf\t0\t0\ttext")]
    [InlineData("error\tCBX0001\tf\t-1\t0\ttext")]
    public void A_line_that_is_no_diagnostic_is_refused(string line) =>
        Assert.Throws<InvalidDataException>(() => DiagnosticLine.Parse(line));
}
