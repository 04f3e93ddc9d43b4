using System.CommandLine;
using Crossbar.Compiler.Options;
using FsCheck;
using FsCheck.Fluent;

namespace Crossbar.Tool.Tests;

/// <summary>What is no number is refused in words that name the option, the text and what is possible, by every command and every option that takes a number.</summary>
public sealed class NumericOptionTests
{
    // What numbers of a form of their own are called in help: 4/8, 2/8, 128x64, 8/2.
    private static readonly string[] Forms = ["D/A", "K/N", "RxN", "W/C"];

    private static readonly Type[] Numbers = [typeof(int), typeof(long), typeof(float), typeof(double), typeof(decimal), typeof(uint), typeof(ulong), typeof(short), typeof(byte)];

    private static readonly string[] NoNumbers = ["", " ", "many", "1e999", "-1e999", "NaN", "Infinity", "-Infinity", "∞", "1,5", "0x10", "1e", "1 2", "1.5.2", "١", "½", "+", ".", "1_000", "null"];

    private static IEnumerable<(string[] Line, Option Option)> Options => Commands(CrossbarCommand.Tree(TextWriter.Null, TextWriter.Null).Root, [])
        .SelectMany(pair => pair.Command.Options.Select(option => (Line(pair.Path, pair.Command, option), option)));

    [Fact]
    public void What_is_no_number_is_refused_in_words()
    {
        var options = Options.Where(pair => IsNumeric(pair.Option.ValueType) || Forms.Contains(pair.Option.HelpName)).ToArray();
        // All commands that there are take part, those of others' forms too.
        Assert.Superset(new HashSet<string> { "--images", "--chips", "--age", "--count", "--wire-resistance", "--read-noise", "--time-limit", "--max-nodes", "--bits", "--sizes", "--shard", "--sigmas" }, options.Select(pair => pair.Option.Name).ToHashSet());
        foreach (var (line, option) in options)
        {
            foreach (var text in NoNumbers)
                Refuses(line, option.Name, text);
        }

        var letters = Gen.Elements("abcxyz .,;:_/".ToCharArray()).NonEmptyListOf().Select(characters => new string([.. characters]));
        Prop.ForAll(Arb.From(Gen.Elements(options)), Arb.From(letters), (pair, text) => Refuses(pair.Line, pair.Option.Name, text)).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Fact]
    public void Metadata_that_are_no_number_are_refused_in_words()
    {
        var metadata = OptionTable.All.Where(definition => definition.ValueKind is "number" or "whole number").ToDictionary(definition => definition.OptionName);
        var options = Options.Where(pair => pair.Option.ValueType == typeof(string) && metadata.ContainsKey(pair.Option.Name)).ToArray();
        Assert.True(options.Length > 10 * metadata.Count);
        Prop.ForAll(Arb.From(Gen.Elements(options)), Arb.From(Gen.Elements(NoNumbers.Where(text => text.Trim().Length > 0))), (pair, text) =>
        {
            var run = ToolRun.InProcess([.. pair.Line, pair.Option.Name, text]);
            // What a study or a grid varies is none of the other options, whatever it says.
            if (run.Error.Contains($" varies {metadata[pair.Option.Name].Name}:", StringComparison.Ordinal))
                return;
            Assert.Equal((1, ""), (run.ExitCode, run.Output));
            var message = Assert.Single(run.Error.Split('\n'), line => line.Contains(Descriptors.InvalidValue.Code, StringComparison.Ordinal));
            Assert.Contains($"{metadata[pair.Option.Name].Name}", message, StringComparison.Ordinal);
            Assert.Contains(text, message, StringComparison.Ordinal);
            NamesNoType(message);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    private static void Refuses(string[] line, string option, string text)
    {
        var run = ToolRun.InProcess([.. line, option, text]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        var message = run.Error.Split('\n')[0];
        Assert.StartsWith($"crossbar: {option}", message, StringComparison.Ordinal);
        Assert.Contains($"'{text}'", message, StringComparison.Ordinal);
        NamesNoType(message);
    }

    private static void NamesNoType(string message)
    {
        foreach (var word in new[] { "System.", "Exception", "Cannot parse", "format" })
            Assert.DoesNotContain(word, message, StringComparison.Ordinal);
    }

    private static bool IsNumeric(Type type)
    {
        var element = type.GetElementType() ?? type;
        return Numbers.Contains(Nullable.GetUnderlyingType(element) ?? element);
    }

    private static IEnumerable<(Command Command, string[] Path)> Commands(Command command, string[] path) => command.Subcommands.Count == 0
        ? [(command, path)]
        : command.Subcommands.SelectMany(child => Commands(child, [.. path, child.Name]));

    // What must be there besides: files that do not exist, so that nothing begins where an option was taken after all.
    private static string[] Line(string[] path, Command command, Option option) =>
    [
        .. path, .. command.Arguments.Where(argument => argument.Arity.MinimumNumberOfValues > 0).Select(_ => "no-such"),
        .. command.Options.Where(required => required.Required && required != option).SelectMany(required => new[] { required.Name, required.Name == "--grid" ? "Seed=1" : "no-such" }),
        // Some numbers are of images: there are some.
        .. command.Options.Any(data => data.Name == "--data" && !data.Required) ? ["--data", "no-such"] : Array.Empty<string>(),
    ];
}
