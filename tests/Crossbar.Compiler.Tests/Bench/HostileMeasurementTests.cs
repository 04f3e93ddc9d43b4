using System.Diagnostics;
using Crossbar.Compiler.Tests.Netlists;

namespace Crossbar.Compiler.Tests.Bench;

/// <summary>Folders that no bench should hand in: each is told what is wrong, and where.</summary>
public sealed class HostileMeasurementTests : IDisposable
{
    private const string First = "layer00_tile000.csv";

    private readonly BenchChip _chip = new(TestNetworks.EveryCircuit(), new CompilerOptions { Conversion = new() { LineOrder = LineOrder.Natural } });

    public void Dispose() => _chip.Dispose();

    // Of a file of 2 lines with 3 fields each; its first three lines, and so those of the index, begin with #.
    [Theory]
    [InlineData("-1e-5", "it is negative.")]
    [InlineData("Infinity", "it is infinite.")]
    [InlineData("1e99", "it is infinite.")]
    [InlineData("20", "siemens are needed, not microsiemens.")]
    [InlineData("0.02", "more than 100 times MaxConductance.")]
    [InlineData("many", "a number in siemens is needed")]
    [InlineData("1e-5;2e-5", "a number in siemens is needed")]
    [InlineData("\u0000\u0001\u001b[31m", "a number in siemens is needed")]
    public void A_field_that_is_no_conductance(string field, string reason)
    {
        _chip.Edit(First, (line, k) => k == 1 ? $"1e-5, {field},1e-5" : line);
        var error = Fails(Descriptors.InvalidMeasuredConductance, First, 6);
        Assert.Equal(6, error.Column);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', error.Message);
    }

    [Fact]
    public void A_field_of_any_length_is_cut()
    {
        _chip.Edit(First, (line, k) => k == 1 ? $"1e-5,{new string('9', 100_000)}x,1e-5" : line);
        Assert.InRange(Fails(Descriptors.InvalidMeasuredConductance, First, 6).Message.Length, 50, 300);
    }

    [Theory]
    [InlineData("1e-5,1e-5", 6, "this line has 2 fields, but the array has 3 bit lines")]
    [InlineData("1e-5,1e-5,1e-5,1e-5", 6, "this line has 4 fields")]
    [InlineData("1e-5,1e-5,1e-5\n1e-5,1e-5,1e-5", 7, "there are 3 lines of cells, but the array has 2 word lines.")]
    [InlineData("", 6, "there are 1 lines of cells")]
    public void A_file_of_another_shape(string line, int at, string reason)
    {
        _chip.Edit(First, (text, k) => k == 1 ? line : text);
        Assert.Contains(reason, Fails(Descriptors.InvalidMeasurement, First, at).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_index_that_wants_more_cells_than_memory_has()
    {
        _chip.Edit("index.csv", (line, k) => k == 1 ? line.Replace(",2,3,", ",2,2000000000,", StringComparison.Ordinal) : line);
        Assert.Contains("but the array has 2000000000 bit lines", Fails(Descriptors.InvalidMeasurement, First, 5).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_that_are_a_million_times_too_small()
    {
        _chip.Edit(First, (line, _) => line.Replace("E-05", "E-11", StringComparison.Ordinal).Replace("E-06", "E-12", StringComparison.Ordinal));
        Assert.Contains("Siemens are needed.", Fails(Descriptors.InvalidMeasurement, First, 5).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_index_that_is_not_the_chips()
    {
        // Columns: file, array, layer, tile, half, rows, columns, ..., word lines, bit lines, name.
        Index(1, fields => fields[1] = "x", "this line of its index has not the 12 fields", 4 + 1);
        Index(1, fields => fields[0] = "../" + fields[0], "this line of its index has not the 12 fields", 4 + 1);
        Index(1, fields => fields[5] = "0", "this line of its index has not the 12 fields", 4 + 1);
        Index(2, fields => fields[1] = "0", "array 0 is there twice, first in line 5.", 5 + 1);
        Index(2, fields => fields[0] = First, $"the file '{First}' is that of two arrays; line 5 names it too.", 5 + 1);
        Index(2, fields => fields[1] = "7", "array 1 of 2 is missing, which layer01_tile000.csv would be.", 0);
        Index(1, fields => fields[9] = "1 0", "the rows or outputs of layer00_tile000.csv lie on other lines than those of array 0.", 4 + 1);
        Index(1, fields => fields[10] = "1 0 ref", "the rows or outputs of layer00_tile000.csv lie on other lines", 4 + 1);
        Index(0, fields => fields[0] = "files", "its index must begin with the line 'file,array,", 3 + 1);
        File.WriteAllText(_chip.FileOf("index.csv"), "");
        Assert.Contains("its index names no array.", Fails(Descriptors.InvalidMeasurement, "index.csv", 0).Message, StringComparison.Ordinal);
        File.WriteAllBytes(_chip.FileOf("index.csv"), [0, 1, 2, 255, 254, 10, 0]);
        Fails(Descriptors.InvalidMeasurement, "index.csv", 1);

        void Index(int at, Action<string[]> edit, string reason, int line)
        {
            var before = File.ReadAllText(_chip.FileOf("index.csv"));
            _chip.Edit("index.csv", (text, k) =>
            {
                var fields = text.Split(',');
                if (k == at)
                    edit(fields);
                return string.Join(',', fields);
            });
            Assert.Contains(reason, Fails(Descriptors.InvalidMeasurement, "index.csv", line).Message, StringComparison.Ordinal);
            File.WriteAllText(_chip.FileOf("index.csv"), before);
        }
    }

    [Fact]
    public void A_chip_that_was_compiled_with_other_options()
    {
        using var other = new BenchChip(TestNetworks.EveryCircuit(), new CompilerOptions { Mapping = new() { Scheme = MappingScheme.Differential } });
        foreach (var file in Directory.GetFiles(other.Folder))
            File.Copy(file, _chip.FileOf(Path.GetFileName(file)), overwrite: true);
        Assert.Contains("Give the model and the options that it was programmed for.", Fails(Descriptors.InvalidMeasurement, "index.csv", 5).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_are_not_there_and_links_that_lead_nowhere()
    {
        File.Delete(_chip.FileOf(First));
        Fails(Descriptors.FileNotFound, "index.csv", 5);
        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(_chip.FileOf(First), _chip.FileOf(First));
            Fails(Descriptors.FileNotFound, "index.csv", 5);
            File.Delete(_chip.FileOf(First));
            // Nobody ever writes to it: who opened it would wait.
            using (var make = Process.Start("mkfifo", _chip.FileOf(First)))
                make.WaitForExit();
            Fails(Descriptors.FileNotFound, "index.csv", 5);
            File.Delete(_chip.FileOf(First));
        }

        Directory.CreateDirectory(_chip.FileOf(First));
        Fails(Descriptors.FileNotFound, "index.csv", 5);
        File.Delete(_chip.FileOf("index.csv"));
        Fails(Descriptors.FileNotFound, "index.csv", 0);
    }

    // Notes, pictures, a folder that leads back into itself.
    [Fact]
    public void What_the_index_does_not_name_is_left_alone()
    {
        File.WriteAllText(_chip.FileOf("notes.csv"), "not,a,number");
        Directory.CreateDirectory(_chip.FileOf("more.csv"));
        if (!OperatingSystem.IsWindows())
            Directory.CreateSymbolicLink(_chip.FileOf("loop"), _chip.Folder);
        _chip.Edit(First, (line, k) => k == 0 ? $"\n  {line}  \n# read back\n" : line);
        Assert.Equal(_chip.OutputsOf(_chip.Design), _chip.OutputsOf(_chip.Measured()));
    }

    private Diagnostic Fails(DiagnosticDescriptor expected, string file, int line)
    {
        var error = Assert.Throws<CompilationException>(() => _chip.Measured()).Diagnostics[0];
        Assert.Equal((expected, _chip.FileOf(file), line), (error.Descriptor, error.File, error.Line));
        return error;
    }
}
