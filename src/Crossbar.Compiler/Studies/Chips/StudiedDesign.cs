using Crossbar.Compiler.Pipeline;
using Crossbar.Compiler.Studies.Tables;

namespace Crossbar.Compiler.Studies.Chips;

/// <summary>The design that a study's chips are made of: mapped, converted and calibrated when the first of them is, and once.</summary>
internal sealed class StudiedDesign
{
    private readonly Lazy<(CompiledNetwork Network, string Note)> _compiled;

    /// <summary>A design to compile when it is asked for.</summary>
    /// <param name="software">The digital network.</param>
    /// <param name="calibration">Calibration images.</param>
    /// <param name="options">The design's, without errors.</param>
    public StudiedDesign(NetworkDesign software, IReadOnlyList<float[]> calibration, CompilerOptions options) => _compiled = new(() =>
    {
        var warnings = new DiagnosticBag();
        return (NetworkCompiler.Compile(software, calibration, options, null, warnings), WarningNote.Of(warnings));
    });

    /// <summary>The compiled network.</summary>
    /// <exception cref="CompilationException">It cannot be compiled; so it says every time.</exception>
    public CompiledNetwork Network => _compiled.Value.Network;

    /// <summary>What was warned of; empty for nothing.</summary>
    public string Note => _compiled.Value.Note;
}
