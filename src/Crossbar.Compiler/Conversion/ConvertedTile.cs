using Crossbar.Compiler.Mapping;

namespace Crossbar.Compiler.Conversion;

/// <summary>A tile with the conductances to program: what the conversion stage hands on.</summary>
/// <param name="Mapped">What it stands for.</param>
/// <param name="Conductances">[arrays, M, bit lines], in siemens, as stored (single precision); 0 where no device is.</param>
/// <param name="Transfer">
/// The transfer matrices of exactly these conductances, [arrays, M, bit lines], in siemens; for nonlinear cells those of linear cells of
/// what they count as.
/// </param>
/// <param name="Window">What the values of the normalised target stand for.</param>
/// <param name="Quality">How well the transfer matrix meets the target.</param>
/// <param name="Secant">What the cells' conductances count as where linear ones are meant.</param>
public sealed record ConvertedTile(
    MappedTile Mapped, float[] Conductances, double[] Transfer, TargetWindow Window, ConversionQuality Quality, CellSecant Secant)
{
    /// <summary>What the correction of nonlinear cells reached; null where there was none.</summary>
    public CorrectionQuality? Correction { get; init; }

    /// <summary>Cells whose wanted current is physically impossible, and that were clipped.</summary>
    public ImpossibleCells Impossible { get; init; }

    /// <summary>Whether an exact conversion reached its goal; true for what is no exact conversion.</summary>
    public bool IsConverged { get; init; } = true;

    /// <summary>What value 1 of the normalised target adds to value 0, in siemens.</summary>
    public double Range => Window.Range;

    /// <summary>α of one output column: siemens per unit of weight.</summary>
    public double ScaleOf(int output) => Range * Mapped.Target.ColumnScales[output];

    /// <summary>The same tile with other conductances programmed, rounded to what the tables hold, the transfer matrix solved anew.</summary>
    internal ConvertedTile Reprogram(HardwareDesign hardware, ReadOnlySpan<double> conductances) =>
        Solve(Mapped, hardware, conductances, Window, Quality.Solves, Secant) with { Impossible = Impossible, Correction = Correction, IsConverged = IsConverged };

    /// <summary>Rounds conductances to what the tables hold, solves them, and compares with the target.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="hardware">Devices and wires.</param>
    /// <param name="conductances">All cells, in siemens.</param>
    /// <param name="window">What the values of the target stand for.</param>
    /// <param name="solves">Circuit solutions so far.</param>
    /// <param name="secant">What the cells' conductances count as; null for linear ones.</param>
    internal static ConvertedTile Solve(
        MappedTile tile, HardwareDesign hardware, ReadOnlySpan<double> conductances, TargetWindow window, int solves, CellSecant? secant = null)
    {
        var rounded = new double[conductances.Length];
        for (var k = 0; k < rounded.Length; k++)
            rounded[k] = StoredConductance.Of(conductances[k], hardware);
        Stick(tile, hardware, rounded);
        CheckNumbers(tile, rounded);
        var transfer = new double[rounded.Length];
        tile.Layout.Solve(secant is null ? rounded : secant.Of(rounded, tile.Layout.ArrayCount), hardware.Resistances, transfer);
        return Of(tile, hardware, rounded, transfer, window, solves + 1, secant);
    }

    /// <summary>Lets conductances pass that a circuit can be solved for.</summary>
    /// <exception cref="CompilationException">One is NaN or infinite: the devices' range is too wide, or the wires too resistive, for the arithmetic (CBX0016).</exception>
    internal static void CheckNumbers(MappedTile tile, ReadOnlySpan<double> conductances)
    {
        foreach (var conductance in conductances)
        {
            if (!double.IsFinite(conductance))
            {
                throw new CompilationException(Descriptors.NotComputable, null, FormattableString.Invariant(
                    $"a conductance of tile {tile.Place} comes out as {conductance}. Choose a MinConductance nearer to MaxConductance, and resistances nearer to the defaults."));
            }
        }
    }

    /// <summary>Puts cells that are known not to be programmable to what they are stuck at, and takes away those that are not there.</summary>
    internal static void Stick(MappedTile tile, HardwareDesign hardware, double[] conductances)
    {
        tile.ForEachFault((cell, fault) => conductances[cell] = StoredConductance.Of(fault.IsOn ? hardware.MaxConductance : hardware.MinConductance, hardware));
        for (var k = 0; tile.Target.Absent is not null && k < conductances.Length; k++)
            conductances[k] = tile.Target.Absent[k] ? 0 : conductances[k];
    }

    /// <summary>Compares a solved tile with its target.</summary>
    internal static ConvertedTile Of(
        MappedTile tile, HardwareDesign hardware, double[] stored, double[] transfer, TargetWindow window, int solves, CellSecant? secant = null)
    {
        secant ??= CellSecant.Linear;
        var used = window.Range / secant.WholeRange(hardware);
        return new ConvertedTile(
            tile, Array.ConvertAll(stored, g => (float)g), transfer, window, ConversionQuality.Of(tile.Layout, tile.Target, window, transfer, used, solves), secant);
    }
}
