using Crossbar.Compiler.Netlists;
using Crossbar.Compiler.Netlists.Arrays;
using Crossbar.Compiler.Netlists.Verification;

namespace Crossbar.Compiler.Tests.Netlists;

/// <summary>Folders of arrays, as the compiler writes them for a network, and what ngspice says of them.</summary>
internal static class ArrayFolder
{
    /// <summary>Writes arrays with parameters and devices.</summary>
    public static System.Collections.Immutable.ImmutableArray<string> Write(
        string directory, CellDesign cells, NetlistDialect dialect, params ArrayCircuit[] arrays)
    {
        var header = new NetlistHeader(["Model: Test.onnx", NetlistHeader.Mark]);
        return NetlistFolder.Write(directory, "Test.onnx", dialect,
        [
            .. NetlistWriter.CommonFiles(header, cells, new CompilerOptions { Netlist = new() { Dialect = dialect } }),
            .. arrays.SelectMany(array => NetlistWriter.FilesOf(array, cells, header)),
        ]).Files;
    }

    /// <summary>Verifies a folder, which must be without errors.</summary>
    public static IReadOnlyList<VerificationRow> Verify(string directory, long? maxNodes = null)
    {
        var diagnostics = new DiagnosticBag();
        var rows = NetlistVerifier.Verify(directory, "ngspice", maxNodes, 600, diagnostics);
        Assert.False(diagnostics.HasErrors, string.Join('\n', diagnostics.All));
        return rows;
    }
}
