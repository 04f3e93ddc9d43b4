using System.Runtime.InteropServices;
using Crossbar.Compiler.Samples;

namespace Crossbar.Compiler.Chip;

/// <summary>
/// One array of the chip (or a pair of arrays) as programmed: where it stands in its layer, what is in its cells, what they transfer, and what they
/// were meant to. A chip with other cells or wires is another record (<see cref="WithCells"/>): nothing here can disagree with the rest.
/// </summary>
public sealed record ProgrammedArray
{
    /// <summary>Takes what was programmed.</summary>
    /// <param name="layout">Which lines stand for what.</param>
    /// <param name="conductances">See <see cref="Conductances"/>.</param>
    /// <param name="states">See <see cref="States"/>.</param>
    /// <param name="transfer">See <see cref="Transfer"/>.</param>
    public ProgrammedArray(
        ArrayLayout layout, ImmutableArray<float> conductances, ImmutableArray<CellState> states, ImmutableArray<double> transfer)
    {
        ArgumentNullException.ThrowIfNull(layout);
        (Layout, Conductances, States, Transfer) = (layout, conductances, states, transfer);
    }

    /// <summary>The layer's rows that its word lines stand for.</summary>
    public required RowBlock Rows { get; init; }

    /// <summary>First output, counted over all columns of the layer: its output channels, or their slices.</summary>
    public required int FirstOutput { get; init; }

    /// <summary>Which of the layer's columns holds what.</summary>
    public ColumnOrder Order { get; init; } = ColumnOrder.Natural;

    /// <summary>Which lines of the arrays stand for what.</summary>
    public ArrayLayout Layout { get; }

    /// <summary>The weights that it stands for in the kernel's order, row-major [M, N].</summary>
    public required ImmutableArray<float> Weights { get; init; }

    /// <summary>See <see cref="CrossbarTile.ZeroWeights"/>.</summary>
    public ImmutableArray<float> ZeroWeights { get; init; } = [];

    /// <summary>What the bit lines were to transfer, as they lie on the wires.</summary>
    public required NormalizedTarget Target { get; init; }

    /// <summary>What the values of <see cref="Target"/> stand for.</summary>
    public required TargetWindow Window { get; init; }

    /// <summary>[arrays, M, bit lines], in siemens, in single precision as tables hold them; 0 where no device is.</summary>
    public ImmutableArray<float> Conductances { get; }

    /// <summary>What is at each of these places: which devices are absent, and which are known to be stuck; empty where all are programmed devices.</summary>
    public ImmutableArray<CellState> States { get; }

    /// <summary>
    /// The transfer matrices, [arrays, M, bit lines], in siemens; for nonlinear cells those of linear cells of what they count as.
    /// </summary>
    public ImmutableArray<double> Transfer { get; private init; }

    /// <summary>What the cells' conductances count as where linear ones are meant.</summary>
    public CellSecant Secant { get; init; } = CellSecant.Linear;

    /// <summary>How well the transfer matrix meets the target.</summary>
    public required ConversionQuality Quality { get; init; }

    /// <summary>What its conversion came to.</summary>
    public required ConversionOutcome Outcome { get; init; }

    /// <summary>Number of word lines M.</summary>
    public int RowCount => Layout.RowCount;

    /// <summary>Number of output columns N.</summary>
    public int OutputCount => Layout.OutputCount;

    /// <summary>Number of devices.</summary>
    public int DeviceCount => CellStates.CountDevices(States.AsSpan(), Conductances.Length);

    /// <summary>β: the transfer conductance of weight 0 (or <see cref="ZeroWeights"/>), in siemens, summed over the weight's devices.</summary>
    public double ZeroConductance => Layout.Copies * (Window.Floor + (Window.Range * Target.ZeroLevel));

    /// <summary>α of one output column: siemens per unit of weight, summed over the weight's devices.</summary>
    public double ScaleOf(int output) => Layout.Copies * Window.Range * Target.ColumnScales[output];

    /// <summary>Whether something is subtracted digitally from its outputs (<see cref="DigitalOffsetOf"/>).</summary>
    public bool HasDigitalOffset => Layout.Subtraction == CurrentSubtraction.None || !ZeroWeights.IsEmpty;

    /// <summary>
    /// The part of each input's transfer conductance that no subtraction before the ADC takes out and that stands for no weight, in siemens: times the
    /// sum of the inputs it is to be subtracted digitally.
    /// </summary>
    /// <param name="output">The output.</param>
    public double DigitalOffsetOf(int output) =>
        (Layout.Subtraction == CurrentSubtraction.None ? ZeroConductance : 0) - (ZeroWeights.IsEmpty ? 0 : ZeroWeights[output] * ScaleOf(output));

    /// <summary>What is in the cells of one of its arrays, in double precision: [M, bit lines], in siemens.</summary>
    /// <param name="array">Its number.</param>
    public double[] ConductancesOf(int array) => Of(array * Layout.RowCount * Layout.BitLines, Layout.RowCount * Layout.BitLines);

    /// <summary>Its arrays as circuits of nonlinear cells.</summary>
    /// <param name="hardware">Devices and wires.</param>
    /// <param name="amplitudes">See <see cref="NonlinearTile.Amplitudes"/>.</param>
    public NonlinearTile AsNonlinear(HardwareDesign hardware, ImmutableArray<double> amplitudes) => new(Layout, Of(0, Conductances.Length), hardware) { Amplitudes = amplitudes };

    /// <summary>What a cell was to transfer, in siemens; null for one of a spare line.</summary>
    /// <param name="cell">Its number.</param>
    public double? TargetOf(int cell) => Layout.LineOf(cell % Layout.BitLines) == ArrayLayout.Spare ? null : Target.TransferOf(cell, Window);

    /// <summary>For messages: rows 0–95, outputs 0–63.</summary>
    public string Place(UnrolledLayer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        var first = Rows.First % layer.Source.KernelLength;
        return $"rows {first}–{first + Rows.Count - 1}, outputs {Order.NameOf(FirstOutput)}–{Order.NameOf(FirstOutput + OutputCount - 1)}";
    }

    /// <summary>What the ADCs see, [M, N] in the kernel's order, in siemens: computed with each call, for beside <see cref="Transfer"/> it would take as much memory again.</summary>
    public double[] Combine() => Layout.Combine(Transfer.AsSpan());

    /// <summary>The same array without what only its making and measuring need: weights, target values and transfer. What tables hold stays.</summary>
    internal ProgrammedArray Released() => this with { Weights = [], Target = Target.Released(), Transfer = [] };

    /// <summary>The same array with other conductances in its cells, the transfer matrix solved anew.</summary>
    /// <param name="hardware">Devices and wires.</param>
    /// <param name="conductances">[arrays, M, bit lines], in siemens.</param>
    /// <param name="states">What is at each of these places, or empty.</param>
    /// <exception cref="ArgumentException">That is another number of cells.</exception>
    public ProgrammedArray WithCells(HardwareDesign hardware, double[] conductances, ImmutableArray<CellState> states)
    {
        ArgumentNullException.ThrowIfNull(hardware);
        ArgumentNullException.ThrowIfNull(conductances);
        if (conductances.Length != Conductances.Length)
            throw new ArgumentException($"The array has {Conductances.Length} cells, not {conductances.Length}.", nameof(conductances));
        return Solved(hardware, conductances, states, Window, Quality.UsedRange);
    }

    /// <summary>The same array with its target programmed over the devices' whole range, as <c>Conversion=None</c> does.</summary>
    /// <param name="hardware">Devices and wires.</param>
    public ProgrammedArray Unconverted(HardwareDesign hardware)
    {
        var window = TargetWindow.Whole(hardware);
        var conductances = new double[Conductances.Length];
        for (var k = 0; k < conductances.Length; k++)
        {
            var isProgrammed = States.IsEmpty || States[k] == CellState.Programmed;
            conductances[k] = isProgrammed ? StoredConductance.Of(window.Floor + (window.Range * Target.Values[k]), hardware) : Conductances[k];
        }

        return Solved(hardware, conductances, States, Secant.Of(window), 1);
    }

    private ProgrammedArray Solved(HardwareDesign hardware, double[] conductances, ImmutableArray<CellState> states, TargetWindow window, double usedRange)
    {
        var transfer = new double[conductances.Length];
        Layout.Solve(Secant.Of(conductances, Layout.ArrayCount), hardware.Resistances, transfer);
        return new ProgrammedArray(Layout, [.. conductances.Select(g => (float)g)], states, ImmutableCollectionsMarshal.AsImmutableArray(transfer))
        {
            Rows = Rows,
            FirstOutput = FirstOutput,
            Order = Order,
            Weights = Weights,
            ZeroWeights = ZeroWeights,
            Target = Target,
            Window = window,
            Secant = Secant,
            Quality = ConversionQuality.Of(Layout, Target, window, transfer, usedRange, Quality.Solves),
            Outcome = Outcome,
        };
    }

    private double[] Of(int first, int count) => Array.ConvertAll(Conductances.AsSpan(first, count).ToArray(), g => (double)g);
}
