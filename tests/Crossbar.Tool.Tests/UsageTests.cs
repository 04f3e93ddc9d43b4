using Crossbar.Tool.Arguments;

namespace Crossbar.Tool.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData("Did you mean '--wire-resistance'?", "compile", "m.onnx", "--wire-resistence", "2")]
    [InlineData("Did you mean '--wire-resistance'?", "compile", "--wire-resistence", "2", "m.onnx")]
    [InlineData("Did you mean '--adc-bits'?", "evaluate", "m.onnx", "--data", "x.npz", "--adcbits", "6")]
    [InlineData("Did you mean 'compile'?", "complie", "m.onnx")]
    [InlineData("'--data'", "evaluate", "m.onnx")]
    [InlineData("no option '--wire-resistence'", "compile", "--wire-resistence", "2")]
    [InlineData("no option '--wire'", "--wire")]
    [InlineData("needs Name=Value", "compile", "m.onnx", "--metadata", "WireResistance")]
    [InlineData("--output needs a name", "export", "m.onnx", "-o", "")]
    [InlineData("--output-directory needs a name", "compile", "m.onnx", "--output-directory", " ")]
    [InlineData("--diagnostics-file needs a name", "describe", "m.onnx", "--diagnostics-file", "")]
    [InlineData(@"'m\u0000.onnx' has a character", "describe", "m\0.onnx")]
    [InlineData("", "compile")]
    [InlineData("", "compile", "m.onnx", "--wire-resistance")]
    [InlineData("", "compile", "a.onnx", "b.onnx")]
    [InlineData("no-such.request", "compile", "@no-such.request")]
    [InlineData("")]
    public void A_mistyped_command_line_ends_with_2_and_says_what_was_meant(string expected, params string[] arguments)
    {
        var run = ToolRun.InProcess(arguments);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("crossbar: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Contains("--help", run.Error.Split('\n')[^2], StringComparison.Ordinal);
        // One mistake, one line, and one that says where help is.
        Assert.Equal(2, run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    // A shell hands over the line so far as one argument, and where in it the cursor is.
    [Theory]
    [InlineData("", "compile", "study", "--help")]
    [InlineData("comp", "compile")]
    [InlineData("crossbar comp", "compile")]
    [InlineData("verify ", "netlists")]
    [InlineData("compile --wire", "--wire-resistance")]
    [InlineData("compile --he", "--help", "--help-all")]
    [InlineData("report net.onnx --im", "--images")]
    // What short help leaves out is completed like everything else.
    [InlineData("compile --net", "--netlist", "--netlist-cell", "--netlist-links")]
    [InlineData("compile net.onnx --mapping ", "Dense", "Toeplitz")]
    [InlineData("compile net.onnx --mapping T", "Toeplitz")]
    [InlineData("compile net.onnx --report t", "true")]
    [InlineData("study accuracy --mappings D", "Dense", "Differential")]
    [InlineData("solve ", "--conductances")]
    public void A_shell_gets_completions(string line, params string[] expected)
    {
        var run = ToolRun.InProcess($"[suggest:{line.Length}]", line).Succeeds();
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Subset(run.Output.Split('\n').ToHashSet(), expected.ToHashSet());
    }

    [Fact]
    public void Completions_are_those_of_the_word_alone()
    {
        Assert.Equal("Toeplitz\n", ToolRun.InProcess("[suggest:29]", "compile net.onnx --mapping To").Output.ReplaceLineEndings("\n"));
        // At the cursor, not at the line's end.
        Assert.Equal("compile\ncomponents\n", ToolRun.InProcess("[suggest:4]", "comp --mapping To").Output.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("--help", "describe")]
    [InlineData("compile --help", "--wire-resistance")]
    [InlineData("evaluate --help", "--read-noise")]
    [InlineData("evaluate --help-all", "--save-software-logits")]
    [InlineData("describe --help", "--labels")]
    [InlineData("netlist --help-all", "--peripherals")]
    [InlineData("--help-all", "describe")]
    [InlineData("report --help", "--study")]
    [InlineData("verify netlists --help", "--max-nodes")]
    public void Every_command_has_help(string arguments, string expected)
    {
        var run = ToolRun.InProcess(arguments.Split(' '));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains(expected, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_of_the_tool_has_every_command_under_one_heading()
    {
        var commands = CrossbarCommand.Tree(TextWriter.Null, TextWriter.Null).Root.Subcommands.Select(command => command.Name).ToArray();
        Assert.Equal(commands.Order(), CommandGroups.All.SelectMany(group => group.Commands).Order());
        var lines = ToolRun.InProcess("--help").Succeeds().Output.Split('\n');
        Assert.All(commands, name => Assert.Single(lines, line => line.StartsWith($"  {name} ", StringComparison.Ordinal)));
        Assert.All(CommandGroups.All, group => Assert.Contains($"{group.Heading}:", lines));
        Assert.All(lines, line => Assert.True(line.Length <= 100, line));
    }

    [Fact]
    public void Help_is_short_and_says_how_many_options_it_leaves_out()
    {
        var commands = Leaves(CrossbarCommand.Tree(TextWriter.Null, TextWriter.Null).Root, []).ToArray();
        Assert.All(ShortHelp.SeldomAsked, name => Assert.Contains(commands, pair => pair.Command.Options.Any(option => option.Name == name)));
        foreach (var (command, path) in commands)
        {
            var (brief, full) = (Options([.. path, "--help"]), Options([.. path, "--help-all"]));
            var visible = command.Options.Where(option => !option.Hidden).ToArray();
            Assert.All(visible, option => Assert.Contains(option.Name, full));
            Assert.Equal(visible.Where(option => !ShortHelp.IsRare(option)).Select(option => option.Name).Order(), brief.Intersect(visible.Select(option => option.Name)).Order());
            Assert.All(visible.Where(option => option.Required), option => Assert.Contains(option.Name, brief));
            var left = full.Length - brief.Length;
            var text = ToolRun.InProcess([.. path, "--help"]).Output;
            Assert.Equal(left > 0, text.Contains($"{left} more options: --help-all shows them too.", StringComparison.Ordinal));
        }

        static IEnumerable<(System.CommandLine.Command Command, string[] Path)> Leaves(System.CommandLine.Command command, string[] path) => command.Subcommands.Count == 0
            ? [(command, path)]
            : command.Subcommands.SelectMany(child => Leaves(child, [.. path, child.Name]));

        static string[] Options(string[] line) =>
        [
            .. ToolRun.InProcess(line).Succeeds().Output.Split('\n').Where(text => text.StartsWith("  -", StringComparison.Ordinal))
                .Select(text => text.Split(' ', ',').First(word => word.StartsWith("--", StringComparison.Ordinal))),
        ];
    }
}
