using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Chip;

/// <summary>
/// One array of the chip (or a pair of arrays), programmed and calibrated: the only truth behind tables, decks, exported models, power, studies,
/// reports and the runtime, which runs its <see cref="Tile"/>.
/// </summary>
public sealed record CompiledArray
{
    /// <summary>Gives a programmed array its converters and fits.</summary>
    /// <param name="programmed">The array.</param>
    /// <param name="layer">Its layer.</param>
    /// <param name="inputRange">The activations that its own DACs cover; null: those of the layer's.</param>
    /// <param name="columns">How each output column is digitised and decoded, [pulses, N].</param>
    public CompiledArray(ProgrammedArray programmed, UnrolledLayer layer, ConverterRange? inputRange, ImmutableArray<ColumnReadout> columns)
    {
        ArgumentNullException.ThrowIfNull(programmed);
        ArgumentNullException.ThrowIfNull(layer);
        var (group, firstRow) = layer.PlaceOf(programmed.Rows);
        Programmed = programmed;
        Tile = new CrossbarTile
        {
            Group = group,
            FirstRow = firstRow,
            RowCount = programmed.RowCount,
            FirstOutput = programmed.FirstOutput,
            InputRange = inputRange,
            Subtraction = programmed.Layout.Subtraction,
            Copies = programmed.Layout.Copies,
            RowOrder = programmed.Layout.RowOrder,
            LineOrder = programmed.Layout.LineOrder,
            ZeroConductance = (float)programmed.ZeroConductance,
            ConductanceRange = (float)programmed.Window.Range,
            Conductances = programmed.Conductances,
            States = programmed.States,
            Transfer = programmed.Transfer,
            Pulses = columns.Length / programmed.OutputCount,
            Columns = columns,
            ZeroWeights = programmed.ZeroWeights,
        };
    }

    /// <summary>What is in its cells, and what they were meant to do.</summary>
    public ProgrammedArray Programmed { get; }

    /// <summary>What the runtime runs: the same cells with the converters and fits of its columns.</summary>
    public CrossbarTile Tile { get; }

    /// <summary>Which lines of the arrays stand for what.</summary>
    public ArrayLayout Layout => Programmed.Layout;
}
