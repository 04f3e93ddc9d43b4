using System.Text.RegularExpressions;
using Crossbar.Compiler.Tests.Rtl.Simulation;

namespace Crossbar.Compiler.Tests.Rtl.Modules;

/// <summary>The library as text: what the tools think of it, and that the compiler has it.</summary>
public sealed class ModuleLibraryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [RtlFact("verilator")]
    public void Verilator_has_nothing_to_say_about_any_module()
    {
        foreach (var file in ModuleLibrary.Files)
            Assert.Equal("", RtlTools.Run(_folder, ["verilator", "--lint-only", "--timing", "-Wall", "-y", Path.GetDirectoryName(file)!, file]));
    }

    // As the Makefile calls it, Verilator takes no generate loop of more than 128: layers of large networks are wider.
    [RtlFact("verilator")]
    [Trait(Campaign.Name, Campaign.Long)]
    public void Every_module_is_as_wide_as_layers_of_large_networks()
    {
        var wide = 0;
        foreach (var (file, name) in ModuleLibrary.Files.Zip(ModuleLibrary.Names))
        {
            foreach (Match parameter in Regex.Matches(File.ReadAllText(file), @"parameter int\s+(CHANNELS|COLUMNS|ELEMENTS|PIXELS|ROWS|CLASSES|POSITIONS|TAPS)\b"))
            {
                wide++;
                RtlTools.Run(_folder, ["verilator", "--lint-only", "--timing", "--unroll-count", "8", "-Wno-WIDTHCONCAT", "--top-module", name, $"-G{parameter.Groups[1].Value}=2600", "-y", Path.GetDirectoryName(file)!, file]);
            }
        }

        Assert.True(wide > 15, $"{wide}");
    }

    [RtlFact("iverilog")]
    public void Icarus_has_nothing_to_say_about_any_module()
    {
        foreach (var (file, name) in ModuleLibrary.Files.Zip(ModuleLibrary.Names))
            Assert.Equal("", RtlTools.Run(_folder, ["iverilog", "-g2012", "-Wall", "-t", "null", "-s", name, .. ModuleLibrary.Files]));
    }

    [RtlFact("yosys")]
    public void Yosys_finds_no_latch_loop_or_second_driver_in_any_module()
    {
        _folder.Write("table.hex", string.Concat(Enumerable.Repeat("00\n", 256)));
        foreach (var name in ModuleLibrary.Names.Where(name => name is not "crossbar_array"))
            RtlTools.Yosys(_folder, name, [], "stat");
    }

    [Fact]
    public void The_compiler_carries_every_module_under_its_name()
    {
        Assert.Contains("window_buffer", ModuleLibrary.Names);
        foreach (var (file, name) in ModuleLibrary.Files.Zip(ModuleLibrary.Names))
        {
            using var resource = typeof(CompilerOptions).Assembly.GetManifestResourceStream($"Rtl.Modules.{name}.sv");
            Assert.NotNull(resource);
            var text = new StreamReader(resource).ReadToEnd();
            Assert.Equal(File.ReadAllText(file), text);
            Assert.StartsWith("// ", text, StringComparison.Ordinal);
            Assert.Contains($"\nmodule {name} ", text, StringComparison.Ordinal);
        }
    }
}
