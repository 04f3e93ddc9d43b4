using System.Text.RegularExpressions;

namespace Crossbar.Compiler.Rtl.Verification;

/// <summary>A folder that <see cref="RtlWriter"/> wrote.</summary>
internal static partial class RtlFolder
{
    /// <summary>Reads what its Makefile says.</summary>
    /// <param name="directory">The folder.</param>
    /// <returns>The chip's module, and the reads of an image one after the other.</returns>
    /// <exception cref="CompilationException">It is none (CBX0107).</exception>
    public static (string Top, int SequentialReads) Read(string directory)
    {
        var makefile = Path.Combine(directory, RtlMakefile.File);
        if (File.Exists(makefile) && Title().Match(File.ReadAllText(makefile)) is { Success: true } title && File.Exists(Path.Combine(directory, title.Groups["top"].Value + "_tb.sv")))
            return (title.Groups["top"].Value, int.Parse(title.Groups["reads"].Value, CultureInfo.InvariantCulture));
        throw new CompilationException(Descriptors.NoRtl, directory);
    }

    /// <summary>Its files of SystemVerilog.</summary>
    /// <param name="directory">The folder.</param>
    public static IEnumerable<string> Sources(string directory) => Directory.GetFiles(directory, "*.sv").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"^# Written by crossbar rtl\. (?<reads>\d+) reads.*\r?\n(.*\n)*?TOP = (?<top>\w+)$", RegexOptions.Multiline)]
    private static partial Regex Title();
}
